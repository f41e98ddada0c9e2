import { expect } from 'vitest';

/** `expect.stringContaining` with a type that says what it is: something unknown. */
export function containing(text: string): unknown {
  return expect.stringContaining(text);
}

/** `expect.stringMatching`, likewise. */
export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

/** `expect.any`, likewise. */
export function any(constructor: unknown): unknown {
  return expect.any(constructor);
}
