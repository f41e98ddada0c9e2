import { decodeForm, decodeText } from '../form.ts';

/** A value that the platform did not store: less than a second from another one of its alias. */
export interface RecordConflict {
  readonly alias: string;
  /** Seconds since the epoch, as it was sent. */
  readonly timestamp: number;
}

/**
 * Reads the body of a record's 409 (exosite 2.5): `alias=timestamp` or `alias=timestamp,timestamp` pairs, an alias
 * named once or often. Only values that were sent count, each once; whatever else stands there is passed over.
 */
export function parseConflicts(body: Uint8Array, sent: readonly RecordConflict[]): RecordConflict[] {
  const expected = new Set(sent.map(formatKey));
  const conflicts: RecordConflict[] = [];
  for (const { name: alias, value } of decodeForm(body)) {
    for (const text of decodeText(value).split(',')) {
      const conflict = { alias, timestamp: Number(text.trim()) };
      if (text.trim() !== '' && expected.delete(formatKey(conflict))) conflicts.push(conflict);
    }
  }
  return conflicts;
}

/** A timestamp has no colon, so two different conflicts never share a key. */
function formatKey({ alias, timestamp }: RecordConflict): string {
  return `${timestamp}:${alias}`;
}
