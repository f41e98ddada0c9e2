import { type FormPair } from './form.ts';

/** One line of a serial number list. */
export interface SerialLine {
  readonly serial: string;
  readonly extra: string;
}

/** Serial numbers of a form, one by `sn` and `extra` or many by `sn[]` (exosite 4). */
export function parseSerialForm(pairs: readonly FormPair[]): readonly SerialLine[] {
  const text = ({ value }: FormPair): string => Buffer.from(value ?? []).toString('utf8');
  const extraPair = pairs.find(({ name }) => name === 'extra');
  const extra = extraPair === undefined ? '' : text(extraPair);
  const named = pairs.filter(({ name }) => name === 'sn' || name === 'sn[]');
  return named.map((pair) => ({ serial: text(pair), extra: pair.name === 'sn' ? extra : '' }));
}

/** Serial numbers of a CSV body: `sn,extra` per line, LF or CR LF (exosite 4). */
export function parseSerialCsv(body: Uint8Array): readonly SerialLine[] {
  const lines = Buffer.from(body).toString('utf8').split(/\r?\n/);
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const comma = line.indexOf(',');
      if (comma === -1) return { serial: line.trim(), extra: '' };
      return { serial: line.slice(0, comma).trim(), extra: line.slice(comma + 1) };
    });
}
