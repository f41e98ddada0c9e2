import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandStart, formatMessageId, MAX_PRIORITY, priorityOf, sequenceOf } from '../src/priority.ts';

test('ids order by priority first and by age second, and say both', () => {
  const priority = fc.integer({ min: 0, max: MAX_PRIORITY });
  const sequence = fc.integer({ min: 1, max: 2 ** 48 - 1 });
  fc.assert(
    fc.property(priority, sequence, priority, sequence, (p, s, otherP, otherS) => {
      const [id, other] = [formatMessageId(s, p), formatMessageId(otherS, otherP)];
      expect([priorityOf(id), sequenceOf(id)]).toEqual([p, s]);
      expect(Math.sign(id - other)).toBe(Math.sign(otherP - p) || Math.sign(s - otherS));
      expect(id).toBeGreaterThan(bandStart(p));
      expect(Number.isSafeInteger(id)).toBe(true);
    }),
  );
});

test('files of the first version had no priorities: their ids are those of priority 0', () => {
  expect([priorityOf(1), sequenceOf(1), priorityOf(500_000)]).toEqual([0, 1, 0]);
});
