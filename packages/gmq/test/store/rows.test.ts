import { expect, test } from 'vitest';
import {
  readAnchor,
  readBytes,
  readClient,
  readIdentity,
  readInteger,
  readMessage,
  readText,
} from '../../src/store/rows.ts';

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
  boot: 3,
};

test('reads a message row', () => {
  expect(readMessage({ ...ROW, wall: 6, expires: 8 }, 3)).toEqual({
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
    wall: 6,
    expires: 8,
    boot: { id: 3, isThis: true },
  });
});

test('knows the boot of a message, and what was learnt of the time in it (design 4.6)', () => {
  const anchor = { anchor: 1000, anchor_error: 500, anchor_sampled: 20 };
  expect(readMessage({ ...ROW, ...anchor }, 4).boot).toEqual({
    id: 3,
    isThis: false,
    anchor: { offsetMs: 1000, errorMs: 500, sampledMs: 20 },
  });
  expect(readAnchor({ anchor: null })).toBeUndefined();
});

test('a message of a file without clock readings was at its own time, unless the application gave that', () => {
  expect(readMessage({ ...ROW, given: 0, wall: null }, 3).wall).toBe(4);
  expect(readMessage({ ...ROW, given: 1 }, 3).wall).toBeUndefined();
});

test('a row that makes no sense is an error, not a value', () => {
  expect(() => readInteger({ n: 'x' }, 'n')).toThrow('n');
  expect(() => readText({}, 'n')).toThrow('n');
  expect(() => readBytes({ n: 1 }, 'n')).toThrow('n');
  expect(() => readMessage({ ...ROW, fate: 7 }, 3)).toThrow('fate');
});

test('a client without a vendor is a bare CIK', () => {
  const cik = 'c'.repeat(40);
  expect(readIdentity({ vendor: null, model: null, serial: null, cik })).toEqual({ cik });
  expect(readClient({ id: 1, vendor: 'v', model: 'm', serial: 's', cik: null })).toEqual({
    id: 1,
    identity: { vendor: 'v', model: 'm', serial: 's' },
  });
});
