import { expect, test } from 'vitest';
import { bytesColumn, numberColumn, optionalNumber, optionalText, textColumn } from '../../src/store/row.ts';

const ROW = { text: 'a', number: 1, bytes: Uint8Array.of(1), nothing: null };

test('columns come back with their types', () => {
  expect([textColumn(ROW, 'text'), numberColumn(ROW, 'number'), bytesColumn(ROW, 'bytes')]).toEqual([
    'a',
    1,
    Uint8Array.of(1),
  ]);
  expect([optionalText(ROW, 'nothing'), optionalNumber(ROW, 'nothing')]).toEqual([undefined, undefined]);
});

test('a column of another type is a damaged file', () => {
  for (const read of [textColumn, numberColumn, bytesColumn]) {
    expect(() => read(ROW, 'nothing')).toThrow(/damaged or foreign/);
  }
});
