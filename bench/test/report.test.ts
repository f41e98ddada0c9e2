import { expect, test } from 'vitest';

import { formatJson, formatTable, formatTargets, isMet } from '../src/report.ts';

const RESULT = {
  rows: [{ what: 'ours', unit: 'requests/s', samples: [1200, 1000, 1100], comparedWith: 'bare' }],
  metrics: { requestsVsBare: 0.912_345 },
  targets: { requestsVsBare: { atLeast: 0.9 }, rssMb: { atMost: 70 } },
};

test('the table gives median, min and max of a row, and what it is to be read against', () => {
  const [, row] = formatTable(RESULT.rows).split('\n');
  expect(row?.split(/ {2,}/)).toEqual(['ours', '1,100', '1,000', '1,200', 'requests/s', 'bare']);
});

test('a target whose metric was not measured is missed, and said to be so', () => {
  expect(formatTargets(RESULT)).toContain('MISSED rssMb: not measured (target: at most 70)');
  expect(isMet(Number.NaN, { atMost: 1 })).toBe(false);
});

test('the last line is one JSON object that says whether all targets were met', () => {
  expect(JSON.parse(formatJson('x', RESULT))).toEqual({
    bench: 'x',
    metrics: { requestsVsBare: 0.9123 },
    targets: RESULT.targets,
    met: false,
  });
  expect(JSON.parse(formatJson('x', { ...RESULT, metrics: { requestsVsBare: 0.9, rssMb: 70 } }))).toMatchObject({
    met: true,
  });
});
