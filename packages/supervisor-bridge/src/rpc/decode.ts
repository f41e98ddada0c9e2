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
  // What stands before is the prolog.
  const reader: Reader = { text, at: Math.max(0, text.indexOf('<methodResponse>')) };
  try {
    expect(reader, '<methodResponse>');
    const answer = accept(reader, '<fault>') ? readFault(reader) : readResult(reader);
    expect(reader, '</methodResponse>');
    return answer;
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}

/** Internal: the text cannot be read on. Becomes `undefined` in {@link parseAnswer}. */
class NoAnswer extends Error {}

function readResult(reader: Reader): RpcAnswer {
  expect(reader, '<params>');
  expect(reader, '<param>');
  const value = readValue(reader, 0);
  expect(reader, '</param>');
  expect(reader, '</params>');
  return { value };
}

function readFault(reader: Reader): RpcAnswer {
  const { faultCode: code, faultString: text } = membersOf(readValue(reader, 0));
  expect(reader, '</fault>');
  if (typeof code !== 'number' || typeof text !== 'string') throw new NoAnswer();
  return { fault: { code, text } };
}

/** Reads `<value>…</value>`. */
function readValue(reader: Reader, depth: number): RpcValue {
  if (depth > MAX_DEPTH) throw new NoAnswer();
  expect(reader, '<value>');
  const value = readTyped(reader, depth);
  expect(reader, '</value>');
  return value;
}

function readTyped(reader: Reader, depth: number): RpcValue {
  for (const type of TYPES) {
    if (!accept(reader, type.open)) continue;
    const value = type.read(readText(reader));
    if (value === undefined) throw new NoAnswer();
    expect(reader, type.close);
    return value;
  }
  if (accept(reader, '<struct>')) return readStruct(reader, depth);
  if (accept(reader, '<array>')) return readArray(reader, depth);
  if (accept(reader, '<nil/>')) return null;
  // A value without a type is a string, and so is an empty one.
  return accept(reader, '<string/>') ? '' : readText(reader);
}

interface Type {
  readonly open: string;
  readonly close: string;
  readonly read: (text: string) => RpcValue | undefined;
}

function typeOf(name: string, read: Type['read']): Type {
  return { open: `<${name}>`, close: `</${name}>`, read };
}

const readInteger = (text: string): number | undefined => (/^-?\d{1,16}$/u.test(text) ? Number(text) : undefined);

/** The commonest first. */
const TYPES: readonly Type[] = [
  typeOf('string', (text) => text),
  typeOf('int', readInteger),
  typeOf('boolean', (text) => (text === '1' ? true : text === '0' ? false : undefined)),
  typeOf('double', (text) => (/^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/iu.test(text) ? Number(text) : undefined)),
  typeOf('i4', readInteger),
  typeOf('i8', readInteger),
];

function readArray(reader: Reader, depth: number): readonly RpcValue[] {
  const items: RpcValue[] = [];
  if (!accept(reader, '<data/>')) {
    expect(reader, '<data>');
    while (!accept(reader, '</data>')) items.push(readValue(reader, depth + 1));
  }
  expect(reader, '</array>');
  return items;
}

function readStruct(reader: Reader, depth: number): RpcValue {
  const members: Record<string, RpcValue> = {};
  while (!accept(reader, '</struct>')) {
    expect(reader, '<member>');
    expect(reader, '<name>');
    const name = readText(reader);
    expect(reader, '</name>');
    const value = readValue(reader, depth + 1);
    // Assigned, it would become the prototype and no member.
    if (name === '__proto__') Object.defineProperty(members, name, { value, enumerable: true });
    else members[name] = value;
    expect(reader, '</member>');
  }
  return members;
}

function readText(reader: Reader): string {
  const end = reader.text.indexOf('<', reader.at);
  if (end === -1) throw new NoAnswer();
  const text = reader.text.slice(reader.at, end);
  reader.at = end;
  return text.includes('&') ? unescapeText(text) : text;
}

/** Moves behind a tag, with the white space before it; false, and nothing moved, where another thing stands. */
function accept(reader: Reader, tag: string): boolean {
  let { at } = reader;
  while (isSpace(reader.text.charCodeAt(at))) at += 1;
  if (!reader.text.startsWith(tag, at)) return false;
  reader.at = at + tag.length;
  return true;
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function expect(reader: Reader, tag: string): void {
  if (!accept(reader, tag)) throw new NoAnswer();
}

const ENTITIES: Readonly<Partial<Record<string, string>>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeText(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|([a-z]{2,4}));/gu, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
