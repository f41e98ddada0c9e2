import * as t from '../otau-corpus/tar.ts';
import { type Choice } from './choice.ts';

const NAMES = [
  ...['a', 'b', 'a/b', 'a/b/c', 'install.sh', './a', './', '.', 'A', 'lib/x', 'é', 'e\u0301', 'x'.repeat(99)],
  ...['../evil', '/evil', 'a/../../evil', 'a//b', 'a/./b', 'a/', '..', 'a\\b', 'a\nb', 'a\0b', '', 'c'.repeat(100)],
] as const;
const TARGETS = ['a', 'b', '../a', '..', '../..', '/etc', 'a/b', '.', './a', 'b/../..', '', 'install.sh'] as const;
const TYPES = ['0', '\0', '1', '2', '5', 'x', 'g', 'L', 'K', 'S', '3', '6', '7', 'V'] as const;
const PAX_KEYS = ['path', 'linkpath', 'size', 'mtime', 'comment', 'GNU.sparse.name', 'hdrcharset', 'uid', ''] as const;
const PAX_VALUES = ['a', '../evil', '0', '512', '-1', 'NaN', '9'.repeat(20), 'a\0b', '', 'x/y/z', '1.5'] as const;
const SIZES = [
  '00000000000\0',
  '00000001000\0',
  '77777777777\0',
  '-0000000001\0',
  '000000000 0\0',
  '\0'.repeat(12),
] as const;

/** The parts of an archive that is mostly well-formed, with something hostile in it now and then. */
export function makeParts(choice: Choice): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let count = 1 + choice.below(6); count > 0; count--) parts.push(...makeEntry(choice));
  return parts;
}

function makeEntry(choice: Choice): readonly Uint8Array[] {
  const magic = choice.chance(0.3) ? { magic: t.GNU } : {};
  const entry = makeBare(choice, magic);
  const kind = choice.below(20);
  if (kind === 0) return [makePax(choice, 'x'), entry];
  if (kind === 1) return [makePax(choice, 'g'), entry];
  if (kind === 2) return [t.longName(name(choice)), entry];
  if (kind === 3) return [t.longName(choice.of(TARGETS), 'K'), entry];
  return [entry];
}

function makeBare(choice: Choice, fields: t.Fields): Uint8Array {
  const kind = choice.below(24);
  if (kind < 14) return t.file(name(choice), content(choice), { ...fields, mode: choice.below(0o10000) });
  if (kind < 19) return t.directory(`${name(choice)}${choice.chance(0.5) ? '/' : ''}`, fields);
  if (kind < 21) return t.symlink(name(choice), choice.of(TARGETS), fields);
  if (kind < 22) return t.hardlink(name(choice), choice.of(TARGETS), fields);
  if (kind < 23) return t.header(name(choice), { ...fields, type: choice.of(TYPES), size: choice.of(SIZES) });
  return t.file(name(choice), content(choice), { ...fields, size: makeSize(choice) });
}

function name(choice: Choice): string {
  if (choice.chance(0.1)) return choice.of(NAMES);
  return `n${choice.below(1000)}/${NAMES[choice.below(4)] ?? 'a'}`;
}

function content(choice: Choice): Uint8Array {
  return Buffer.alloc(choice.of([0, 1, 511, 512, 513, 3000]), choice.below(256));
}

function makeSize(choice: Choice): Uint8Array | string {
  if (choice.chance(0.5)) return choice.of(SIZES);
  return t.base256(choice.of([0x80, 0x80, 0x81, 0xff]), BigInt(choice.below(2 ** 31)) << BigInt(choice.below(34)));
}

function makePax(choice: Choice, type: 'x' | 'g'): Uint8Array {
  if (choice.chance(0.7)) return t.pax({ [choice.of(PAX_KEYS)]: choice.of(PAX_VALUES) }, type);
  const length = choice.of(['', '0', '5', '9', '10', '11', '99', '0xa', '-5', '1e1', '99999999999']);
  const record = `${length} ${choice.of(PAX_KEYS)}=${choice.of(PAX_VALUES)}${choice.chance(0.7) ? '\n' : ''}`;
  return t.file('PaxHeader', record, { type });
}
