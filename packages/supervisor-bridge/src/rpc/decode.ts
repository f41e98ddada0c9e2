import { membersOf, type RpcValue } from './value.ts';

/** What supervisord answered: a value, or a fault with its number and text (supervisord 4). */
export type RpcAnswer =
  { readonly value: RpcValue } | { readonly fault: { readonly code: number; readonly text: string } };

/** An answer nests four deep at most; more is no answer of supervisord. */
const MAX_DEPTH = 16;

/** Where the reader is in the text. */
interface Reader {
  readonly text: string;
  at: number;
}

/** Reads an answer of supervisord; undefined where the text is none. Never throws, whatever the text holds. */
export function parseAnswer(text: string): RpcAnswer | undefined {
  const reader: Reader = { text, at: 0 };
  try {
    if (readTag(reader, 'methodResponse') === undefined) skipProlog(reader);
    return readTag(reader, 'fault') === undefined ? readValueAnswer(reader) : readFaultAnswer(reader);
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}

/** Internal: the text cannot be read on. Becomes `undefined` in {@link parseAnswer}. */
class NoAnswer extends Error {}

function skipProlog(reader: Reader): void {
  const end = reader.text.indexOf('?>');
  if (end === -1) throw new NoAnswer();
  reader.at = end + 2;
  expectTag(reader, 'methodResponse');
}

function readValueAnswer(reader: Reader): RpcAnswer {
  for (const name of ['params', 'param', 'value']) expectTag(reader, name);
  const value = readValue(reader, 0);
  for (const name of ['/value', '/param', '/params', '/methodResponse']) expectTag(reader, name);
  return { value };
}

function readFaultAnswer(reader: Reader): RpcAnswer {
  expectTag(reader, 'value');
  const fault = readValue(reader, 0);
  for (const name of ['/value', '/fault', '/methodResponse']) expectTag(reader, name);
  const { faultCode: code, faultString: said } = membersOf(fault);
  if (typeof code !== 'number' || typeof said !== 'string') throw new NoAnswer();
  return { fault: { code, text: said } };
}

/** Reads what stands within `<value>`. */
function readValue(reader: Reader, depth: number): RpcValue {
  if (depth > MAX_DEPTH) throw new NoAnswer();
  const { text, at } = reader;
  // A value without a type is a string (XML-RPC); so is `<value></value>`.
  const name = readAnyTag(reader);
  if (name === undefined || name.startsWith('/')) {
    reader.at = at;
    return readText(reader);
  }
  if (name === 'array') return readArray(reader, depth);
  if (name === 'struct') return readStruct(reader, depth);
  if (name === 'nil/') return null;
  if (name === 'string/') return '';
  const end = text.indexOf('<', reader.at);
  if (end === -1) throw new NoAnswer();
  const value = readScalar(name, text.slice(reader.at, end));
  reader.at = end;
  expectTag(reader, `/${name}`);
  return value;
}

function readScalar(type: string, text: string): RpcValue {
  if (type === 'string') return unescapeText(text);
  if (type === 'boolean' && /^[01]$/u.test(text)) return text === '1';
  if ((type === 'int' || type === 'i4' || type === 'i8') && /^-?\d{1,16}$/u.test(text)) return Number(text);
  if (type === 'double' && /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/iu.test(text)) return Number(text);
  throw new NoAnswer();
}

function readArray(reader: Reader, depth: number): readonly RpcValue[] {
  const items: RpcValue[] = [];
  if (readTag(reader, 'data/') === undefined) {
    expectTag(reader, 'data');
    while (readTag(reader, 'value') !== undefined) {
      items.push(readValue(reader, depth + 1));
      expectTag(reader, '/value');
    }
    expectTag(reader, '/data');
  }
  expectTag(reader, '/array');
  return items;
}

function readStruct(reader: Reader, depth: number): RpcValue {
  const members: [string, RpcValue][] = [];
  while (readTag(reader, 'member') !== undefined) {
    expectTag(reader, 'name');
    const name = readText(reader);
    expectTag(reader, '/name');
    expectTag(reader, 'value');
    members.push([name, readValue(reader, depth + 1)]);
    expectTag(reader, '/value');
    expectTag(reader, '/member');
  }
  expectTag(reader, '/struct');
  // `fromEntries` defines own properties: a member named `__proto__` is a member and nothing else.
  return Object.fromEntries(members);
}

function readText(reader: Reader): string {
  const end = reader.text.indexOf('<', reader.at);
  if (end === -1) throw new NoAnswer();
  const text = unescapeText(reader.text.slice(reader.at, end));
  reader.at = end;
  return text;
}

const TAG = /\s*<([A-Za-z0-9/]{1,20})>/uy;

function readAnyTag(reader: Reader): string | undefined {
  TAG.lastIndex = reader.at;
  const name = TAG.exec(reader.text)?.[1];
  if (name !== undefined) reader.at = TAG.lastIndex;
  return name;
}

/** Moves behind the tag of that name; undefined, and nothing moved, where another thing stands. */
function readTag(reader: Reader, name: string): string | undefined {
  const { at } = reader;
  if (readAnyTag(reader) === name) return name;
  reader.at = at;
  return undefined;
}

function expectTag(reader: Reader, name: string): void {
  if (readTag(reader, name) === undefined) throw new NoAnswer();
}

const ENTITIES: Readonly<Partial<Record<string, string>>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|([a-z]{2,4}));/gu, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
