import { expect, test } from 'vitest';

import { publish } from '../../src/channels.ts';
import { startLog } from '../../src/cli/log.ts';

test('each event at the level or above is one line with time and level', () => {
  const lines: string[] = [];
  startLog('INFO', (line) => lines.push(line));
  publish('gateway-engine:identity:settled', { vendor: 'acme', model: 'gateway', serial: 'S-1' });
  publish('gateway-engine:check-in:done', { nextInMs: 14_400_000 });
  publish('gateway-engine:check-in:done', {});
  publish('gateway-engine:check-in:failed', { error: new Error('offline.'), failures: 2, nextInMs: 5000 });
  publish('gateway-engine:report:failed', { part: 'programs', error: new Error('supervisord is down') });
  publish('gateway-engine:install:started', { fileName: 'a.v1.tar.gz' });
  publish('gateway-engine:install:done', { fileName: 'a.v1.tar.gz' });
  publish('gateway-engine:install:failed', { fileName: 'b.v1.tar.gz', error: new Error('no such content') });
  publish('gateway-engine:recovery:failed', { error: new Error('no space') });
  publish('gateway-engine:interval:changed', { intervalS: 60 });
  expect(lines.every((line) => /^\d{4}-\d\d-\d\dT[\d:.]+Z (INFO|WARNING|ERROR) .+\n$/.test(line))).toBe(true);
  expect(lines.map((line) => line.slice(line.indexOf(' ') + 1, -1))).toEqual([
    'INFO this is acme gateway S-1',
    'INFO checked in; next in 14400 s',
    'INFO checked in',
    'WARNING check-in failed (2 in a row): offline. Next try in 5 s.',
    'WARNING programs could not be collected: supervisord is down',
    'INFO installing a.v1.tar.gz',
    'INFO installed a.v1.tar.gz',
    'ERROR b.v1.tar.gz not installed: no such content',
    'WARNING tidying up failed: no space',
    'INFO the interval is now 60 s',
  ]);
});

test('lines below the level are left out', () => {
  const lines: string[] = [];
  startLog('ERROR', (line) => lines.push(line));
  publish('gateway-engine:check-in:done', { nextInMs: 1000 });
  expect(lines).toEqual([]);
});
