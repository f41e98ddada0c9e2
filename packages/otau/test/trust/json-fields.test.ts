import { expect, test } from 'vitest';
import { readJsonFields, text, wholeNumber } from '../../src/trust/json-fields.ts';

const SHOWN = { what: 'The thing', code: 'OTAU_MANIFEST_INVALID', maxBytes: 100 } as const;

function read(document: string | Uint8Array) {
  return readJsonFields(Buffer.from(document as string), SHOWN);
}

test('collects everything that is wrong and says it at once', () => {
  const fields = read('{"a":-1,"c":true}');
  fields.allow(['a', 'b']);
  expect(fields.required('a', 'a whole number', wholeNumber(0))).toBeUndefined();
  expect(fields.required('b', 'text', text(/./))).toBeUndefined();
  expect(fields.failed()).toBe(true);
  expect(() => fields.fail()).toThrow(
    'The thing is invalid. c: Unknown key; known are a, b. a: It must be a whole number. b: It is missing; it must be text.',
  );
});

test('gives what was accepted, and undefined for what may be missing', () => {
  const fields = read('{"a":1}');
  expect(fields.required('a', 'a whole number', wholeNumber(0))).toBe(1);
  expect(fields.optional('b', 'text', text(/./))).toBeUndefined();
  expect(fields.failed()).toBe(false);
});

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['null', 'null'],
  ['bad UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ['more than the limit', `{"a":"${'x'.repeat(100)}"}`],
])('reports %s once, and no missing fields on top of it', (_, document) => {
  const fields = read(document);
  fields.required('a', 'text', text(/./));
  expect(() => fields.fail()).toThrow(
    expect.objectContaining({ findings: [expect.objectContaining({ code: SHOWN.code })] }),
  );
});

test.each([1.5, -1, '1', Number.MAX_SAFE_INTEGER + 2, Infinity])('%s is no whole number', (value) => {
  expect(wholeNumber(0)(value)).toBeUndefined();
});
