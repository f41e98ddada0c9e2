import { encodeForm } from '@gateway-engine/device-client/form';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseActivateBody, parseRecordBody, parseWriteBody } from '../../src/server/form-body.ts';

const text = (value: Uint8Array): string => Buffer.from(value).toString('utf8');

function written(body: string): string[] {
  const parsed = parseWriteBody(Buffer.from(body));
  if (parsed.kind === 'fault') throw new Error(parsed.reason);
  return parsed.value.map(([alias, value]) => `${alias}: ${text(value)}`);
}

function recorded(body: string, alias?: string): string[] {
  const parsed = parseRecordBody(Buffer.from(body), alias);
  if (parsed.kind === 'fault') throw new Error(parsed.reason);
  return parsed.value.map((point) => `${point.alias}@${point.timestamp}: ${text(point.value)}`);
}

test('a raw & separates, an encoded one is data (gwe N1)', () => {
  expect(written('a=1&b=2')).toEqual(['a: 1', 'b: 2']);
  expect(written('a=1%262&b=x%3Dy=z')).toEqual(['a: 1&2', 'b: x=y=z']);
});

test('takes raw values as the documents show them (gwe K148)', () => {
  expect(written('device_report={"coffee_level": 63}.')).toEqual(['device_report: {"coffee_level": 63}.']);
  expect(written('a=100% + x&')).toEqual(['a: 100%   x']);
  expect(written('engine_fetch=')).toEqual(['engine_fetch: ']);
});

test('every value survives being encoded, byte for byte', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.uint8Array(), (alias, value) => {
      const parsed = parseWriteBody(Buffer.from(encodeForm([[alias, value]])));
      expect(parsed).toMatchObject({ kind: 'parsed' });
      if (parsed.kind === 'parsed')
        expect([parsed.value[0]?.[0], [...(parsed.value[0]?.[1] ?? [])]]).toEqual([alias, [...value]]);
    }),
  );
});

test('never throws, whatever comes in', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      for (const parse of [parseWriteBody, parseActivateBody, (body: Buffer) => parseRecordBody(body, undefined)]) {
        expect(['parsed', 'fault']).toContain(parse(Buffer.from(bytes)).kind);
      }
    }),
  );
});

test.each(['', '&&', 'nothing', '=1', 'a=x&y'])('refuses the write body %j in words (gwe K133)', (body) => {
  expect(parseWriteBody(Buffer.from(body))).toMatchObject({
    kind: 'fault',
    reason: expect.stringMatching(/\.$/) as string,
  });
});

test('records of one alias, named in the path', () => {
  expect(recorded("1795364954=Linux 'date' command is a good way to get a timestamp!&1795364955.9=x", 'a')).toEqual([
    "a@1795364954: Linux 'date' command is a good way to get a timestamp!",
    'a@1795364955: x',
  ]);
});

test('records of several aliases, named in the body (exosite 2.5)', () => {
  expect(recorded('alias=a&1=x&2=y&alias=b%26c&1=z')).toEqual(['a@1: x', 'a@2: y', 'b&c@1: z']);
});

test.each([
  ['alias=a', undefined],
  ['1=x', undefined],
  ['alias=&1=x', undefined],
  ['-5=x', 'a'],
  ['now=x', 'a'],
  ['1795364954000=x', 'a'],
])('refuses the record body %j in words (gwe K134)', (body, alias) => {
  expect(parseRecordBody(Buffer.from(body), alias)).toMatchObject({ kind: 'fault' });
});

test('reads an identity to activate (gwe K132)', () => {
  expect(parseActivateBody(Buffer.from('vendor=v&model=m&sn=00%3A2F:AC'))).toEqual({
    kind: 'parsed',
    value: { vendor: 'v', model: 'm', serial: '00:2F:AC' },
  });
  expect(parseActivateBody(Buffer.from('vendor=v&model=m'))).toMatchObject({ kind: 'fault' });
  expect(parseActivateBody(Buffer.from('vendor=v&model=m&sn='))).toMatchObject({ kind: 'fault' });
});
