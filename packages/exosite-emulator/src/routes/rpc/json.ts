/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text or a number as the bytes that are stored. */
export function toBytes(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return Buffer.from(String(value));
}
