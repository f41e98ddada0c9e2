import { expect, test } from 'vitest';
import { numberOption, toBytes, toPoints } from '../../../src/routes/rpc/arguments.ts';

test('texts and numbers are values', () => {
  expect([toBytes('é'), toBytes(1.5), toBytes(true), toBytes(undefined)]).toEqual([
    Buffer.from('é'),
    Buffer.from('1.5'),
    undefined,
    undefined,
  ]);
});

test('points are pairs of a whole number and a value, all of them or none', () => {
  expect(
    toPoints([
      [5, 'a'],
      [-1, 2],
    ]),
  ).toEqual([
    { given: 5, value: Buffer.from('a') },
    { given: -1, value: Buffer.from('2') },
  ]);
  for (const wrong of [undefined, [5], [['5', 'a']], [[5.5, 'a']], [[5]]]) expect(toPoints(wrong)).toBeUndefined();
});

test('options are whole numbers of an object', () => {
  expect([
    numberOption({ limit: 5 }, 'limit'),
    numberOption({ limit: '5' }, 'limit'),
    numberOption(null, 'limit'),
  ]).toEqual([5, undefined, undefined]);
});
