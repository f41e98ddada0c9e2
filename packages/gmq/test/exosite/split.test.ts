import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sendSplitting } from '../../src/exosite/split.ts';
import { DELIVERED, NO_ANSWER, REJECTED } from '../fixtures/scripted-upstream.ts';

test('finds exactly the offenders, wherever they stand (gwe N5)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (bad) => {
      const outcomes = await sendSplitting(bad, (part) =>
        Promise.resolve(
          part.includes(true)
            ? { kind: 'whole', outcome: REJECTED }
            : { kind: 'each', outcomes: part.map(() => DELIVERED) },
        ),
      );
      expect(outcomes).toEqual(bad.map((isBad) => (isBad ? REJECTED : DELIVERED)));
    }),
  );
});

test('once a request gets nowhere, the rest is not tried, and did not arrive', async () => {
  let requests = 0;
  const outcomes = await sendSplitting([1, 2, 3, 4], () => {
    requests += 1;
    return Promise.resolve({
      kind: requests === 1 ? 'whole' : 'failed',
      outcome: requests === 1 ? REJECTED : NO_ANSWER,
    });
  });
  expect(requests).toBe(2);
  expect(outcomes).toEqual([
    NO_ANSWER,
    NO_ANSWER,
    { ...NO_ANSWER, uncertain: false },
    { ...NO_ANSWER, uncertain: false },
  ]);
});
