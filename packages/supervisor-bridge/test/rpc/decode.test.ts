import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAnswer } from '../../src/rpc/decode.ts';
import type { RpcValue } from '../../src/rpc/value.ts';
import { askOracle } from '../support/oracle.ts';

const answer = (value: string): string =>
  `<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value>${value}</value>\n</param>\n</params>\n</methodResponse>\n`;

test.each<[string, RpcValue]>([
  ['<string>a &amp; b &lt;c&gt; &#233; &#xe9; &nope;</string>', 'a & b <c> é é &nope;'],
  ['plain', 'plain'],
  ['', ''],
  ['<string/>', ''],
  ['<int>-5</int>', -5],
  ['<i4>5</i4>', 5],
  ['<double>1.5</double>', 1.5],
  ['<boolean>1</boolean>', true],
  ['<nil/>', null],
  ['<array><data>\n<value><int>1</int></value>\n<value>b</value>\n</data></array>', [1, 'b']],
  ['<array><data/></array>', []],
  ['<struct>\n<member>\n<name>a</name>\n<value><int>1</int></value>\n</member>\n</struct>', { a: 1 }],
  ['<string>\u001b[1m bell\u0007</string>', '\u001b[1m bell\u0007'],
])('reads %j', (text, value) => {
  expect(parseAnswer(answer(text))).toEqual({ value });
});

test.each([
  '<int>x</int>',
  '<boolean>2</boolean>',
  '<int>1',
  '<string>a</int>',
  '<wrong>1</wrong>',
  '<array><data><value>1</data></array>',
  '<struct><member><name>a</name></member></struct>',
])('takes %j for no answer', (text) => {
  expect(parseAnswer(answer(text))).toBeUndefined();
});

test('a nested bomb and a text without end are no answer', () => {
  const bomb = '<array><data><value>'.repeat(1000);
  expect(parseAnswer(answer(bomb))).toBeUndefined();
  for (const text of ['', 'x', '<?xml', '<methodResponse>', answer('a').slice(0, -60)]) {
    expect(parseAnswer(text)).toBeUndefined();
  }
});

test('a member cannot reach the prototype', () => {
  const read = parseAnswer(answer('<struct><member><name>__proto__</name><value>x</value></member></struct>'));
  expect(Object.getPrototypeOf(read !== undefined && 'value' in read ? read.value : null)).toBe(Object.prototype);
});

test('never throws, whatever a socket sends', () => {
  const pieces = answer('<struct><member><name>a</name><value><int>1</int></value></member></struct>').match(
    /<[^>]*>|[^<]+/gu,
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...(pieces ?? [])), fc.string()), { maxLength: 20 }), (parts) => {
      parseAnswer(parts.join(''));
    }),
  );
});

test('reads every value that supervisord can write, as Python writes it (supervisord 4)', () => {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: fc.constantFrom('a', '<', '&', '>', '"', ' ', 'é', '😀', ']]>', '&amp;') }),
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('name', 'a b', '<&>'), tie('value'), { maxKeys: 3 }),
    ),
  }));
  const values = fc.sample(value, 300);
  const written = askOracle(
    'dumps',
    values.map((one) => JSON.stringify(one)),
  );
  for (const [index, one] of values.entries()) {
    const text = written[index];
    expect(text !== undefined && 'value' in text ? parseAnswer(String(text.value)) : text).toEqual({ value: one });
  }
});
