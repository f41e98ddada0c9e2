const NUMBER = new Intl.NumberFormat('en');

/** A whole number with separators. */
export function formatCount(count: number): string {
  return NUMBER.format(count);
}

/** `1 device`, `2 devices`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
