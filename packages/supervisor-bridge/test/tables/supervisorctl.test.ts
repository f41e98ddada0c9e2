import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSupervisorctl } from '../../src/control/supervisorctl.ts';
import { waitForState } from '../../src/control/wait.ts';
import { isSupervisorBridgeError } from '../../src/error.ts';
import { programText, useBed } from '../support/bed.ts';

// Many real processes: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 90_000 });

/** The table of supervisorctl (supervisord 3): its exit codes on a real supervisord, and what the driver makes of them. */
const MANUAL = ['autostart = no', 'startsecs = 0'];
const folder = mkdtempSync('/tmp/sb-');
const plain = join(folder, 'plain');
const bed = useBed(({ confPath }) => createSupervisorctl({ confPath }), {
  up: programText('up', ['command = /bin/sleep 1000', 'startsecs = 0']),
  down: programText('down', ['command = /bin/sleep 1000', ...MANUAL]),
  early: programText('early', ['command = /bin/false', 'autostart = no', 'startsecs = 1', 'startretries = 0']),
  nofile: programText('nofile', ['command = /nonexistent/x', ...MANUAL]),
  noexec: programText('noexec', [`command = ${plain}`, ...MANUAL]),
  retry: programText('retry', ['command = /bin/false', 'startsecs = 1', 'startretries = 1000']),
  stubborn: programText('stubborn', [
    `command = /bin/sh -c "trap '' TERM%(program_name).0s; while :%(program_name).0s; do sleep 0.1%(program_name).0s; done"`,
    'startsecs = 0',
    'stopwaitsecs = 60',
  ]),
});
const { driver } = bed;
const exitCodes: unknown[] = [];
const note = (message: unknown): void => {
  exitCodes.push(
    typeof message === 'object' && message !== null && 'exitCode' in message ? message.exitCode : undefined,
  );
};

beforeAll(async () => {
  writeFileSync(plain, '#!/bin/sh\n', { mode: 0o644 });
  await waitForState(bed.daemon.rpc, 'up', 'RUNNING', { pollMs: 20 });
  await waitForState(bed.daemon.rpc, 'stubborn', 'RUNNING', { pollMs: 20 });
  await waitForState(bed.daemon.rpc, 'retry', ['BACKOFF', 'STARTING'], { pollMs: 20 });
  subscribe('supervisor-bridge:command:ended', note);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  unsubscribe('supervisor-bridge:command:ended', note);
  await bed.daemon.rpc.signal('stubborn', 'KILL').catch(() => undefined);
});

const OK = 'ok';
const NO_PROGRAM = 'SUPERVISOR_NO_SUCH_PROGRAM';
test.each<[string, () => Promise<unknown>, readonly number[], string]>([
  ['status with stopped programs', () => driver.status(), [3], OK],
  ['start of one that runs', () => driver.start('up'), [0], OK],
  ['start of one in BACKOFF', () => driver.start('retry'), [0], OK],
  ['start of one that exits early', () => driver.start('early'), [7], 'SUPERVISOR_SPAWN_FAILED'],
  ['start without binary', () => driver.start('nofile'), [1], 'SUPERVISOR_SPAWN_FAILED'],
  ['start of what is not executable', () => driver.start('noexec'), [1], 'SUPERVISOR_SPAWN_FAILED'],
  ['start of an unknown one, then of such a group', () => driver.start('nope'), [1, 2], NO_PROGRAM],
  ['stop of one that does not run', () => driver.stop('down'), [0], OK],
  ['stop of a group of which nothing runs', () => driver.stop('down:*'), [0], OK],
  ['restart of one that does not run', () => driver.restart('down'), [0], OK],
  ['pid of one that does not run', () => driver.pid('nofile'), [7], OK],
  ['pid of an unknown one', () => driver.pid('nope'), [1], NO_PROGRAM],
  ['signal to one that does not run', () => driver.signal('nofile', 'HUP'), [7], 'SUPERVISOR_NOT_RUNNING'],
  ['reread without changes', () => driver.reread(), [0], OK],
  ['update without changes', () => driver.update(), [0], OK],
  ['update of an unknown group', () => driver.update(['nope']), [1], NO_PROGRAM],
  ['add of one that is active', () => driver.add('up'), [0], OK],
  ['add of an unknown one', () => driver.add('nope'), [1], NO_PROGRAM],
  ['remove of one that runs', () => driver.remove('up'), [1], 'SUPERVISOR_STOP_FAILED'],
  ['remove of an unknown one', () => driver.remove('nope'), [1], OK],
  ['version and pid of supervisord', () => driver.identify(), [0, 0], OK],
])('%s', async (_what, call, codes, outcome) => {
  exitCodes.length = 0;
  const found = await call().then(
    () => OK,
    (error: unknown) => (isSupervisorBridgeError(error) ? error.code : error),
  );
  expect([exitCodes, found]).toEqual([codes, outcome]);
});

test('while one is STOPPING a stop finds nothing to do, and a start fails with the code of a spawn error', async () => {
  await bed.daemon.rpc.call('supervisor.stopProcess', ['stubborn', false]);
  exitCodes.length = 0;
  await driver.stop('stubborn');
  await expect(driver.start('stubborn')).rejects.toMatchObject({ code: 'SUPERVISOR_SPAWN_FAILED' });
  expect(exitCodes).toEqual([0, 7]);
});
