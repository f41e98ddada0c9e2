const LARGEST_TIMER_MS = 2 ** 31 - 1;

/** Throws a TypeError unless the limit is a number of milliseconds that a timer can hold. */
export function requireMs(name: string, value: number): void {
  if (!(value > 0 && value <= LARGEST_TIMER_MS)) {
    throw new TypeError(`${name} must be a number of milliseconds from 1 to ${LARGEST_TIMER_MS}; found ${value}.`);
  }
}

/** Throws a TypeError unless the value is a whole number of 1 or more. */
export function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new TypeError(`${name} must be a whole number of 1 or more; found ${value}.`);
  }
}

/** Throws a TypeError unless the text may stand in a header: printable ASCII and not empty. */
export function requireHeaderText(name: string, value: string): void {
  if (!/^[\x20-\x7e]+$/.test(value)) throw new TypeError(`${name} must be printable ASCII text and not empty.`);
}
