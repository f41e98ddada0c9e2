import { expect, test } from 'vitest';
import { isRecord, toBytes } from '../../../src/routes/rpc/json.ts';

test('texts and numbers are values', () => {
  expect([toBytes('é'), toBytes(1.5), toBytes(true), toBytes(undefined)]).toEqual([
    Buffer.from('é'),
    Buffer.from('1.5'),
    undefined,
    undefined,
  ]);
});

test('only objects are records', () => {
  expect([isRecord({}), isRecord([]), isRecord(null), isRecord('a')]).toEqual([true, false, false, false]);
});
