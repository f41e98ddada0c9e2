import { expect, test } from 'vitest';
import { createSamples } from '../../src/gmq-ingest/samples.ts';

test('collects the rounds of each row, in the order of the first round', () => {
  const samples = createSamples();
  for (const value of [1, 2]) {
    samples.add('limit', 'ms', value);
    samples.add('ours', 'ms', value * 10, 'limit');
  }
  expect(samples.rows()).toEqual([
    { what: 'limit', unit: 'ms', samples: [1, 2] },
    { what: 'ours', unit: 'ms', samples: [10, 20], comparedWith: 'limit' },
  ]);
  expect(samples.of('ours')).toEqual([10, 20]);
  expect(samples.of('nobody')).toEqual([]);
});
