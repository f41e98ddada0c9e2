import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeForm, decodeText, encodeForm, encodeFormComponent } from '../src/form.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
const texts = (body: string | Uint8Array): [string, string][] =>
  decodeForm(body).map(({ name, value }) => [name, decodeText(value)]);

describe('encodeForm', () => {
  test('joins encoded pairs in the order given, blank as + (exosite 1.3, gwe J127)', () => {
    expect(
      encodeForm([
        ['b', 'x y'],
        ['a', '1'],
      ]),
    ).toBe('b=x+y&a=1');
  });

  test('encodes as the original client did (wire: write_special_chars)', () => {
    expect(encodeForm([['msg', 'a&b=c d+e%f é\nline2']])).toBe('msg=a%26b%3Dc+d%2Be%25f+%C3%A9%0Aline2');
  });

  test('keeps an encoded & as data (gwe N1)', () => {
    expect(encodeForm([['a', '1&b=2']])).toBe('a=1%26b%3D2');
  });

  test('sends bytes as they are and an empty value as nothing', () => {
    expect(
      encodeForm([
        ['raw', new Uint8Array([0, 0xff, 0x41])],
        ['empty', ''],
      ]),
    ).toBe('raw=%00%FFA&empty=');
  });

  test('leaves nothing but unreserved characters, + and %XX', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(encodeFormComponent(text)).toMatch(/^(?:[A-Za-z0-9._~+-]|%[0-9A-F]{2})*$/);
      }),
    );
  });
});

describe('decodeForm', () => {
  test('splits before decoding (gwe N2)', () => {
    expect(texts('a=1%26b%3D2&c=3')).toEqual([
      ['a', '1&b=2'],
      ['c', '3'],
    ]);
  });

  test('takes a raw & as separator and a raw = inside a value as data (exosite 1.3)', () => {
    expect(texts('a=1&b=x=y')).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
    ]);
  });

  test('leaves a malformed % as it is (exosite 1.3)', () => {
    expect(texts('a=100%&b=%zz&c=%4&d=%41')).toEqual([
      ['a', '100%'],
      ['b', '%zz'],
      ['c', '%4'],
      ['d', 'A'],
    ]);
  });

  test('takes raw JSON as clients of the time send it (exosite 1.3)', () => {
    expect(texts('report={"a": "b"}')).toEqual([['report', '{"a": "b"}']]);
  });

  test('skips empty segments and gives a bare name an empty value', () => {
    expect(texts('&&a&b=&=c&')).toEqual([
      ['a', ''],
      ['b', ''],
      ['', 'c'],
    ]);
  });

  test('keeps a byte order mark, which is data', () => {
    expect(texts(encodeForm([['a', '\uFEFFx']]))).toEqual([['a', '\uFEFFx']]);
  });

  test('accepts any bytes and any text without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' })), (body) => {
        expect(decodeForm(body)).toBeInstanceOf(Array);
      }),
    );
  });

  test('does not keep the body alive through its values', () => {
    const [pair] = decodeForm(new Uint8Array([...bytes('a=1&pad='), ...new Uint8Array(1000).fill(65)]));
    expect(pair?.value.buffer.byteLength).toBe(1);
  });
});

test('every byte of every value survives encoding and decoding, as text or as bytes (gwe N1)', () => {
  const names = fc.string({ unit: 'grapheme' });
  const pairs = fc.array(fc.tuple(names, fc.uint8Array()), { maxLength: 20 });
  fc.assert(
    fc.property(pairs, fc.boolean(), (given, asBytes) => {
      const body = encodeForm(given);
      const decoded = decodeForm(asBytes ? bytes(body) : body);
      expect(decoded.map(({ name, value }) => [name, [...value]])).toEqual(
        given.map(([name, value]) => [name, [...value]]),
      );
    }),
  );
});

test('every text survives encoding and decoding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(texts(encodeForm([['a', text]]))).toEqual([['a', text]]);
    }),
  );
});

test('what it encodes is what URLSearchParams reads', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
      expect([...new URLSearchParams(encodeForm(pairs))]).toEqual(pairs);
    }),
  );
});
