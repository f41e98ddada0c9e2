const two = (value: number): string => String(value).padStart(2, '0');

/** Local date and time without the browser's customs: the same width on every line. */
export function formatMoment(epochMs: number): string {
  const date = new Date(epochMs);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${formatClock(epochMs)}`;
}

/** Local time of day. */
export function formatClock(epochMs: number): string {
  const date = new Date(epochMs);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
