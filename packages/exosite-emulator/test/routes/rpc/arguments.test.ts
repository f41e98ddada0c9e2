import { expect, test } from 'vitest';
import { numberOption, toPoints } from '../../../src/routes/rpc/arguments.ts';

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
