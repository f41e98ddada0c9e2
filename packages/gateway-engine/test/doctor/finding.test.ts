import { expect, test } from 'vitest';

import { failure, formatFindings, look, ok, warning } from '../../src/doctor/finding.ts';

test('every finding is a line, with what to do below it, and a sum at the end', () => {
  const findings = [ok('node', '24.0.0'), warning('queue', 'silent', 'start it'), failure('platform', 'gone', 'look')];
  expect(formatFindings(findings)).toBe(
    [
      'ok       node      24.0.0',
      'warning  queue     silent',
      '                   → start it',
      'FAILURE  platform  gone',
      '                   → look',
      '',
      '1 failures, 1 warnings',
      '',
    ].join('\n'),
  );
});

test('a look that cannot be taken is a finding of its own', async () => {
  expect(await look('state', () => Promise.reject(new Error('no such folder')))).toEqual([
    { what: 'state', verdict: 'failure', found: 'no such folder' },
  ]);
});
