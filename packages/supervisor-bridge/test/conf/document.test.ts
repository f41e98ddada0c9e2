import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConf } from '../../src/conf/document.ts';
import { type Answer, askOracle } from '../support/oracle.ts';
import { confText } from '../support/arbitraries.ts';
import { errorOf, findingsOf } from '../support/refusal.ts';

/** Sections and keys as [section, key, value], and [section] for each section; undefined where it is refused. */
type Triples = readonly (readonly string[])[];

/** What our parser reads. */
function read(text: string): Triples | undefined {
  try {
    const document = parseConf(text);
    return document.sections().flatMap((section) => {
      const keys = new Set([...document.keys('DEFAULT'), ...document.keys(section)]);
      return [[section], ...[...keys].map((key) => [section, key, document.get(section, key) ?? '?'])];
    });
  } catch {
    return undefined;
  }
}

/** What supervisord's parser reads. */
function readTheirs(answer: Answer): Triples | undefined {
  if ('error' in answer) return undefined;
  if (!Array.isArray(answer.value)) throw new Error('the oracle answered no list');
  return answer.value.map((triple: unknown) => (Array.isArray(triple) ? triple.map(String) : []));
}

/** The order of sections and keys means nothing. */
function sorted(triples: Triples | undefined): readonly string[] | undefined {
  return triples?.map((triple) => triple.map((part) => JSON.stringify(part)).join(' ')).sort();
}

const FIXED = [
  '[a]\nx = 1\ny: 2\nX = 3\n',
  '[a]\nx=/bin/sh -c "echo a ; echo b"\n',
  '[a]\nx = a#b #c ;d\ny = a;b\n',
  '[a]\nx = 1\n  2\n\n  3 ; c\n  ; c\n  4\n\ny = 5\n',
  '[a]\r\nx = 1\r\n[b]\ry = 2\r',
  '[a]\nx = 1\n[b]\n[a]\nx = 2\nz = 3\n',
  '[DEFAULT]\nd = 1\n[a]\nx = 1\n',
  '[a] ignored\n[ a]\nx=1\n[A]\n',
  '[a]\n  x = 1\n  y = 2\n',
  '[a]\nx =\n  1\n',
  '\ufeff[a]\nx=1\n',
  'x = 1\n',
  '[a]\nno delimiter\n',
  '[a]\n= no key\n',
  '[a]\nx = \u00a0 1 \u0085\n\u001c y = 2\n',
  '',
  '; only a comment\n',
];

test('reads what the parser of supervisord reads, over fixed and generated texts (supervisord 1.1)', () => {
  const texts = [...FIXED, ...fc.sample(confText, 3000)];
  const answers = askOracle('parse', texts);
  let refused = 0;
  for (const [index, text] of texts.entries()) {
    const theirs = readTheirs(answers[index]!);
    if (theirs === undefined) refused += 1;
    expect(sorted(read(text)), JSON.stringify(text)).toEqual(sorted(theirs));
  }
  // The cases are worth something only if both outcomes are common.
  expect(refused).toBeGreaterThan(texts.length / 20);
  expect(refused).toBeLessThan(texts.length * 0.9);
});

test('keeps every line as it was written', () => {
  fc.assert(
    fc.property(confText, (text) => {
      const document = (() => {
        try {
          return parseConf(text);
        } catch {
          return undefined;
        }
      })();
      expect(document?.toString() ?? text).toBe(text);
    }),
  );
});

test('a changed value is read back and changes no other value', () => {
  const value = fc.array(fc.constantFrom('a', ' ', '=', '[b]', ';', '#', '\n', 'k: v', '%', '"'), { maxLength: 8 });
  fc.assert(
    fc.property(
      confText,
      fc.constantFrom('a', 'b', 'new'),
      fc.constantFrom('k', 'K2', 'other'),
      value,
      (text, section, key, parts) => {
        const before = read(text);
        fc.pre(before !== undefined);
        const document = parseConf(text);
        try {
          document.set(section, key, parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          expect(document.toString()).toBe(text);
          return;
        }
        const others = before.filter((triple) => triple[0] !== section || triple[1] !== key.toLowerCase());
        const inherited = before.some((triple) => triple[0] === section)
          ? []
          : [[section], ...document.keys('DEFAULT').map((one) => [section, one, document.get('DEFAULT', one) ?? '?'])];
        const expected = [
          ...others,
          ...inherited.filter((triple) => triple[1] !== key.toLowerCase()),
          [section, key.toLowerCase(), parts.join('')],
        ];
        expect(sorted(read(document.toString()))).toEqual(sorted(expected));
      },
    ),
    { numRuns: 500 },
  );
});

test('replaces a value where it stands and adds new ones behind the last of their section', () => {
  const document = parseConf('; mine\n[a]\n  x = 1 ; old\n    more\n\n[b]\ny = 2');
  document.set('a', 'X', '3');
  document.set('a', 'z', 'one\ntwo');
  document.set('b', 'w', '4');
  document.set('c', 'v', '5');
  expect(document.toString()).toBe('; mine\n[a]\n  X = 3\n  z = one\n      two\n\n[b]\ny = 2\nw = 4\n\n[c]\nv = 5\n');
});

test('removes a value with the lines that continue it', () => {
  const document = parseConf('[a]\nx = 1\n  2\ny = 3\nx = 4\n');
  expect(document.delete('a', 'X')).toBe(true);
  expect(document.delete('a', 'x')).toBe(false);
  expect(document.toString()).toBe('[a]\ny = 3\n');
});

test('keeps CRLF line ends when it writes', () => {
  const document = parseConf('[a]\r\nx = 1\r\n');
  document.set('a', 'y', '2');
  expect(document.toString()).toBe('[a]\r\nx = 1\r\ny = 2\r\n');
});

test('refuses to write a value that supervisord would cut or strip', () => {
  const document = parseConf('[a]\nx = 1\n');
  expect(() => {
    document.set('a', 'x', 'echo a ; echo b');
  }).toThrow(TypeError);
  expect(() => {
    document.set('a', 'x', ' padded');
  }).toThrow(TypeError);
  expect(document.toString()).toBe('[a]\nx = 1\n');
});

test('reports every line that cannot be parsed, with its number', async () => {
  const findings = await findingsOf(() => parseConf('early = 1\n[a]\nnonsense\n= no key\n'));
  expect(findings.map(({ line, key }) => [line, key])).toEqual([
    [1, 'section'],
    [3, '[a]'],
    [4, '[a]'],
  ]);
  const bom = await errorOf(() => parseConf('\ufeff[a]\n'));
  expect(bom.code).toBe('SUPERVISOR_CONF_REFUSED');
  expect(bom.message).toContain('without BOM');
});

test('reads comments as supervisord on Python 2 did when asked to', () => {
  const document = parseConf('[a]\nx = a #b ;c\n', { inlineCommentPrefixes: [';'] });
  expect(document.get('a', 'x')).toBe('a #b');
});

test('says where a section and a value stand', () => {
  const document = parseConf('\n[a]\nx = 1 ; c\n  2\n');
  expect(document.lineOf('a')).toBe(2);
  expect(document.lineOf('b')).toBe(0);
  expect(document.entry('a', 'x')).toEqual({
    section: 'a',
    key: 'x',
    value: '1\n2',
    firstLine: 2,
    endLine: 4,
    cutComment: true,
  });
});
