import { expect, test } from 'vitest';
import { compareWithModel, createModel, type Point } from '../../src/gmq-model/model.ts';

const model = createModel();
model.exact.set('a', new Map([[1, 'x']]));
model.once.set('crowded', { asked: 5, texts: ['p', 'q'] });
model.atLeastOnce.set('written', 'w');

const GOOD: Readonly<Record<string, readonly Point[]>> = {
  a: [{ timestamp: 1, text: 'x' }],
  crowded: [
    { timestamp: 5, text: 'p' },
    { timestamp: 7, text: 'q' },
  ],
  written: [
    { timestamp: 8, text: 'w' },
    { timestamp: 9, text: 'w' },
  ],
};

const compare = (changed: Readonly<Record<string, readonly Point[]>>) =>
  compareWithModel(model, (alias) => ({ ...GOOD, ...changed })[alias] ?? []);

test('a platform that holds what the model holds does not differ', () => {
  expect(compare({})).toEqual({ lost: 0, duplicated: 0, notes: [] });
});

test.each([
  ['nothing there', { a: [] }, 1, 0],
  ['at another time', { a: [{ timestamp: 2, text: 'x' }] }, 1, 1],
  ['too early', { crowded: [{ timestamp: 4, text: 'p' }, ...GOOD['crowded']!.slice(1)] }, 1, 0],
  ['twice', { crowded: [...GOOD['crowded']!, { timestamp: 9, text: 'q' }] }, 0, 1],
  ['never written', { written: [] }, 1, 0],
])('%s', (_name, changed, lost, duplicated) => {
  expect(compare(changed)).toMatchObject({ lost, duplicated });
});
