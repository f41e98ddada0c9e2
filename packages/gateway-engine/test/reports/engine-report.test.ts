import { expect, test } from 'vitest';

import { formatEngineReport } from '../../src/reports/engine-report.ts';

test('merges what runs with what is installed, one name in each element (gwe 54, 55)', () => {
  const programs = [
    { name: 'gwe', state: 'RUNNING', uptime: '0:01:38' },
    { name: 'counter', state: 'EXITED', exitStatus: 3 },
  ];
  const apps = [
    { name: 'counter', version: '1' },
    { name: 'a-library', version: '1.2.3' },
  ];
  expect(formatEngineReport(programs, apps)).toEqual({
    apps: [
      { 'a-library': { exitstatus: '', status: '', uptime: '', version: '1.2.3' } },
      { counter: { exitstatus: 3, status: 'EXITED', uptime: '', version: '1' } },
      { gwe: { exitstatus: '', status: 'RUNNING', uptime: '0:01:38', version: '' } },
    ],
  });
});
