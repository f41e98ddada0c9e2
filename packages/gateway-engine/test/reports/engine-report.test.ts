import { expect, test } from 'vitest';

import { formatEngineReport } from '../../src/reports/engine-report.ts';

const NOTHING = { programs: [], apps: [], usage: new Map(), pending: [] };

test('merges what runs with what is installed, one name in each element (gwe 54, 55)', () => {
  const programs = [
    { name: 'gwe', state: 'RUNNING', uptime: '0:01:38' },
    { name: 'counter', state: 'EXITED', exitStatus: 3 },
  ];
  const apps = [
    { name: 'counter', version: '1' },
    { name: 'a-library', version: '1.2.3' },
  ];
  expect(formatEngineReport({ ...NOTHING, programs, apps })).toEqual({
    apps: [
      { 'a-library': { exitstatus: '', status: '', uptime: '', version: '1.2.3' } },
      { counter: { exitstatus: 3, status: 'EXITED', uptime: '', version: '1' } },
      { gwe: { exitstatus: '', status: 'RUNNING', uptime: '0:01:38', version: '' } },
    ],
  });
});

test('a program that runs shows its process, and what that uses while it is there', () => {
  const programs = [
    { name: 'a', state: 'RUNNING', pid: 7 },
    { name: 'b', state: 'RUNNING', pid: 8 },
  ];
  const usage = new Map([[7, { cpu_s: 3, rss_kib: 1024 }]]);
  const { apps } = formatEngineReport({ ...NOTHING, programs, usage });
  expect(apps[0]?.['a']).toMatchObject({ pid: 7, cpu_s: 3, rss_kib: 1024 });
  expect(apps[1]?.['b']).toEqual({ exitstatus: '', status: 'RUNNING', uptime: '', version: '', pid: 8 });
});

test('tells the backlog of the queue and the packages that wait, where there are any', () => {
  const queue = { messages: 3, bytes: 100, deadLetters: 0 };
  expect(formatEngineReport({ ...NOTHING, queue, pending: ['a.v1.tar.gz'] })).toEqual({
    apps: [],
    queue,
    pending: ['a.v1.tar.gz'],
  });
  expect(formatEngineReport(NOTHING)).toEqual({ apps: [] });
});
