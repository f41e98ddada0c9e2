import { expect, test } from 'vitest';

import { formatJson, isClean } from '../src/report.ts';

test('a campaign is clean when it ran and every harm it names is 0', () => {
  expect(isClean({ runs: 5, harm: { lost: 0, duplicated: 0 }, method: 'SIGKILL' })).toBe(true);
  expect(isClean({ runs: 5, harm: { lost: 0, duplicated: 1 }, method: 'SIGKILL' })).toBe(false);
});

test('a campaign that ran nothing has proven nothing', () => {
  expect(isClean({ runs: 0, harm: { lost: 0 }, method: 'SIGKILL' })).toBe(false);
});

test('the last line names the harm that applies, the method and the seed that repeats the run', () => {
  const line = formatJson('gmq-kill', 7, { runs: 5, harm: { lost: 0 }, method: 'SIGKILL' });
  expect(JSON.parse(line)).toEqual({ faults: 'gmq-kill', runs: 5, lost: 0, method: 'SIGKILL', seed: 7 });
});
