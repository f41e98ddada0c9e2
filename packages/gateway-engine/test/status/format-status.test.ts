import { expect, test } from 'vitest';

import type { GatewayStatus } from '../../src/status/collect-status.ts';
import { formatApps, formatBytes, formatDuration, formatStatus } from '../../src/status/format-status.ts';

const NOW = 1_700_000_000_000;
const STATUS: GatewayStatus = {
  version: '1.2.3',
  vendor: 'acme',
  model: 'gateway',
  serial: 'S-1',
  activated: true,
  platformUrl: 'https://acme.m2.exosite.com',
  running: true,
  engine: {
    pid: 7,
    version: '1.2.3',
    startedAtMs: NOW - 9e6,
    checkedInAtMs: NOW - 120_000,
    nextAtMs: NOW + 14_280_000,
    failures: 0,
  },
  apps: [{ name: 'counter', version: '1', state: 'RUNNING', uptime: '0:01:38' }],
  queue: { messages: 3, bytes: 100, deadLetters: 1 },
  pending: [],
  disk: { path: '/', availableBytes: 50 * 1024 ** 2, totalBytes: 1.5 * 1024 ** 3 },
};

test('one screen tells who it is, when it checked in, what runs, and what waits', () => {
  expect(formatStatus(STATUS, NOW)).toBe(`gateway   acme gateway S-1, activated
platform  https://acme.m2.exosite.com
engine    running, version 1.2.3, process 7
check-in  2 min ago; next in 3 h 58 min
queue     3 waiting, 1 dead letters
updates   none waiting
disk      50 MiB of 1.5 GiB free on /

app     version state   uptime
counter 1       RUNNING 0:01:38
`);
});

test('what goes wrong is told with its reason', () => {
  const engine = { pid: 7, version: '1', startedAtMs: NOW, failures: 3, lastError: 'DEVICE_CLIENT_NETWORK: no route' };
  const { queue, ...rest } = STATUS;
  expect(queue).toBeDefined();
  const text = formatStatus({ ...rest, engine, pending: ['a.v2.tar.gz'], activated: false, serial: '' }, NOW);
  expect(text).toContain('acme gateway ?, not activated');
  expect(text).toContain('none yet; 3 failed since: DEVICE_CLIENT_NETWORK: no route');
  expect(text).toContain('queue     no answer');
  expect(text).toContain('waiting: a.v2.tar.gz');
  expect(formatStatus({ ...STATUS, running: false }, NOW)).toContain('not running (version 1.2.3 is installed)');
});

test('with supervisord down the apps are listed without states, and why is said', () => {
  const apps = [{ name: 'counter', version: '1', state: '', uptime: '' }];
  expect(formatApps({ apps, supervisorError: 'SUPERVISOR_DOWN: no socket' })).toBe(
    'States are not known: SUPERVISOR_DOWN: no socket\napp     version state uptime\ncounter 1       -     -\n',
  );
  expect(formatApps({ apps: [] })).toBe('No apps are installed.\n');
});

test('durations and sizes are as exact as people want them, and a clock set back gives no negative ones', () => {
  expect([-5, 45_000, 720_000, 12_000_000, 187_200_000].map(formatDuration)).toEqual([
    '0 s',
    '45 s',
    '12 min',
    '3 h 20 min',
    '2 d 4 h',
  ]);
  expect([0, 512, 2048, 20 * 1024 ** 2, 1.5 * 1024 ** 3].map(formatBytes)).toEqual([
    '0 B',
    '512 B',
    '2.0 KiB',
    '20 MiB',
    '1.5 GiB',
  ]);
});
