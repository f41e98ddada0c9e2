import { expect, test } from 'vitest';
import { readBytes, readClient, readIdentity, readInteger, readMessage, readText } from '../../src/store/rows.ts';

const ROW = {
  client: 1,
  id: 2,
  alias: 'a',
  value: new Uint8Array([1]),
  ts: 5,
  asked: 4,
  given: 1,
  fate: 2,
  conflicts: 3,
  mono: 9,
};

test('reads a message row', () => {
  expect(readMessage(ROW)).toEqual({
    clientId: 1,
    id: 2,
    alias: 'a',
    value: new Uint8Array([1]),
    timestamp: 5,
    asked: 4,
    given: true,
    fate: 'maybeWritten',
    conflicts: 3,
    monoMs: 9,
  });
});

test('a row that makes no sense is an error, not a value', () => {
  expect(() => readInteger({ n: 'x' }, 'n')).toThrow('n');
  expect(() => readText({}, 'n')).toThrow('n');
  expect(() => readBytes({ n: 1 }, 'n')).toThrow('n');
  expect(() => readMessage({ ...ROW, fate: 7 })).toThrow('fate');
});

test('a client without a vendor is a bare CIK', () => {
  const cik = 'c'.repeat(40);
  expect(readIdentity({ vendor: null, model: null, serial: null, cik })).toEqual({ cik });
  expect(readClient({ id: 1, vendor: 'v', model: 'm', serial: 's', cik: null })).toEqual({
    id: 1,
    identity: { vendor: 'v', model: 'm', serial: 's' },
  });
});
