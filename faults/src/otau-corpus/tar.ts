/** Fields of a header block that are not as usual. Numbers are written in octal, bytes as they are. */
export interface Fields {
  readonly type?: string;
  readonly size?: number | Uint8Array | string;
  readonly mode?: number;
  readonly uid?: number;
  readonly mtime?: number | Uint8Array | string;
  readonly link?: string;
  readonly prefix?: string;
  readonly magic?: string;
  /** Bytes put at offsets after the checksum was computed. */
  readonly patch?: Readonly<Record<number, string>>;
}

export const GNU = 'ustar  \0';
const BLOCK = 512;
const END = new Uint8Array(2 * BLOCK);

/** One header block; whatever does not fit its field is cut. */
export function header(name: string | Uint8Array, fields: Fields = {}): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const put = (at: number, width: number, value: string | Uint8Array) => {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    block.set(bytes.subarray(0, width), at);
  };
  const number = (value: number | string | Uint8Array, width: number) =>
    typeof value === 'number' ? `${value.toString(8).padStart(width - 1, '0')}\0` : value;
  put(0, 100, name);
  put(100, 8, number(fields.mode ?? 0o644, 8));
  put(108, 8, number(fields.uid ?? 0, 8));
  put(116, 8, number(fields.uid ?? 0, 8));
  put(124, 12, number(fields.size ?? 0, 12));
  put(136, 12, number(fields.mtime ?? 0, 12));
  put(156, 1, fields.type ?? '0');
  put(157, 100, fields.link ?? '');
  put(257, 8, fields.magic ?? 'ustar\x0000');
  put(345, 155, fields.prefix ?? '');
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, 8, `${sum.toString(8).padStart(6, '0')}\0 `);
  for (const [at, value] of Object.entries(fields.patch ?? {})) put(Number(at), BLOCK, value);
  return block;
}

/** A file: its header, its content, its padding. */
export function file(name: string | Uint8Array, content: string | Uint8Array = 'x', fields: Fields = {}): Uint8Array {
  const bytes = Buffer.from(typeof content === 'string' ? Buffer.from(content) : content);
  const padding = new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK);
  return Buffer.concat([header(name, { size: bytes.length, ...fields }), bytes, padding]);
}

export function directory(name: string, fields: Fields = {}): Uint8Array {
  return header(name, { type: '5', mode: 0o755, ...fields });
}

export function symlink(name: string, link: string, fields: Fields = {}): Uint8Array {
  return header(name, { type: '2', link, ...fields });
}

export function hardlink(name: string, link: string, fields: Fields = {}): Uint8Array {
  return header(name, { type: '1', link, ...fields });
}

/** A PAX header with well-formed records. */
export function pax(records: Readonly<Record<string, string>>, type = 'x'): Uint8Array {
  return file('PaxHeader', Object.entries(records).map(paxRecord).join(''), { type });
}

function paxRecord([key, value]: readonly [string, string]): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes + String(bytes).length;
  if (String(length).length + bytes > length) length += 1;
  return `${length}${rest}`;
}

/** The GNU header that gives the next entry a long name (`L`) or link (`K`). */
export function longName(name: string, type: 'L' | 'K' = 'L'): Uint8Array {
  return file('././@LongLink', `${name}\0`, { type, magic: GNU });
}

/** A field in base-256: the first byte, then the value, most significant byte first. */
export function base256(first: number, value: bigint): Uint8Array {
  const field = Buffer.alloc(12);
  field.writeUInt8(first);
  field.writeBigUInt64BE(value & 0xffff_ffff_ffff_ffffn, 4);
  return field;
}

/** An archive with its end. */
export function tar(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([...parts, END]);
}
