import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePathSegment, encodeComponent, formatForm, formFields, parseForm } from '../../src/wire/form.ts';

function textPairs(body: string | Uint8Array): (readonly [string, string | undefined])[] {
  return parseForm(body).map(({ name, value }) => [name, value && Buffer.from(value).toString()] as const);
}

describe('parseForm', () => {
  test('decodes what clients that encode send (exosite 1.3)', () => {
    expect(textPairs(Buffer.from('msg=a%26b%3Dc+d%2Be%25f+%C3%A9%0Aline2'))).toEqual([['msg', 'a&b=c d+e%f é\nline2']]);
  });

  test('takes raw JSON and leaves a malformed % as it is (exosite 1.3)', () => {
    expect(textPairs('report={"pressure": "63%"}&x=%zz%4')).toEqual([
      ['report', '{"pressure": "63%"}'],
      ['x', '%zz%4'],
    ]);
  });

  test('splits at & before decoding and at the first = only (exosite 1.3)', () => {
    expect(textPairs('a%3Db=c=d%26e&f')).toEqual([
      ['a=b', 'c=d&e'],
      ['f', undefined],
    ]);
  });

  test('raw UTF-8 bytes of a client that does not encode survive', () => {
    expect(textPairs(Buffer.from('a=é'))).toEqual([['a', 'é']]);
  });

  test('empty pieces are no pairs, an empty value is one (exosite 1.3)', () => {
    expect(textPairs('&&engine_fetch=&')).toEqual([['engine_fetch', '']]);
  });

  test('every name and every byte round-trips through formatForm', () => {
    const pair = fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.uint8Array());
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const parsed = parseForm(formatForm(pairs));
        expect(parsed.map(({ name, value }) => [name, [...(value ?? [])]])).toEqual(
          pairs.map(([name, value]) => [name.toWellFormed(), [...value]]),
        );
      }),
    );
  });

  test('no bytes make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        parseForm(body);
      }),
    );
  });
});

test('encodeComponent leaves only unreserved characters bare', () => {
  expect(encodeComponent('aZ0-_.~ +&=%é')).toBe('aZ0-_.~%20%2B%26%3D%25%C3%A9');
});

test('a path segment keeps its plus', () => {
  expect(decodePathSegment('a+b%20c%3A')).toBe('a+b c:');
});

test('formFields takes the first value of a name', () => {
  expect([...formFields(parseForm('sn=1&sn=2&flag'))]).toEqual([
    ['sn', '1'],
    ['flag', ''],
  ]);
});
