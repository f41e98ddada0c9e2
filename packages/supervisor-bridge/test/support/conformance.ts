import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SupervisorDriver } from '../../src/control/control.ts';
import { waitForState } from '../../src/control/wait.ts';
import { type OpenDriver, programText, useBed } from './bed.ts';
import { any, matching } from './matchers.ts';
import { errorOf } from './refusal.ts';

const MANUAL = ['autostart = no', 'startsecs = 0'];
const CONFS = {
  steady: programText('steady', ['command = /bin/sleep 1000', 'startsecs = 0']),
  missing: programText('missing', ['command = /nonexistent/program', ...MANUAL]),
  early: programText('early', ['command = /bin/false', 'autostart = no', 'startsecs = 1', 'startretries = 0']),
  pair: programText('pair', [
    ...['command = /bin/sleep 1000', ...MANUAL, 'numprocs = 2'],
    'process_name = %(program_name)s_%(process_num)d',
  ]),
};

/** What every driver must do on a real supervisord. */
export function testDriver(open: OpenDriver): void {
  const bed = useBed(open, CONFS);
  const { driver } = bed;
  /** A driver of its own has turns of its own: tests that run together do not wait for each other. */
  const fresh = (): SupervisorDriver => open(bed.daemon);

  test('shows all programs with their states (supervisord 3, 4)', async () => {
    await waitForState(driver, 'steady', 'RUNNING', { pollMs: 50 });
    const all = await driver.status();
    expect(all.map(({ name, group, state }) => [name, group, state])).toEqual([
      ['early', 'early', 'STOPPED'],
      ['missing', 'missing', 'STOPPED'],
      ['pair:pair_0', 'pair', 'STOPPED'],
      ['pair:pair_1', 'pair', 'STOPPED'],
      ['steady', 'steady', 'RUNNING'],
    ]);
    expect(all.at(-1)).toMatchObject({ pid: any(Number), uptime: matching(/^0:00:\d\d$/u) });
    expect(all[0]).toMatchObject({ description: 'Not started' });
    expect(await driver.statusOf('nope')).toBeUndefined();
  });

  test('says who it is that answers', async () => {
    expect(await driver.identify()).toEqual({ pid: bed.daemon.pid, version: matching(/^\d+\.\d+/u) });
  });

  test.concurrent('stops, starts and restarts, and repeating it is no failure (supervisord 3)', async () => {
    const control = fresh();
    await control.stop('steady');
    await control.stop('steady');
    expect(await control.statusOf('steady')).toMatchObject({ state: 'STOPPED' });
    expect(await control.pid('steady')).toBeUndefined();
    expect((await errorOf(() => control.signal('steady', 'HUP'))).code).toBe('SUPERVISOR_NOT_RUNNING');
    await control.start('steady');
    await control.start('steady');
    const before = await control.pid('steady');
    await control.restart('steady');
    expect(await control.statusOf('steady')).toMatchObject({ state: 'RUNNING', pid: await control.pid('steady') });
    expect(await control.pid('steady')).not.toBe(before);
  });

  test.concurrent('a signal reaches the program (supervisord 3)', async (context) => {
    const control = fresh();
    const seen = join(bed.daemon.logDir, 'seen');
    const script = `trap 'touch ${seen}; exit 0' USR1; while :; do sleep 0.05; done`;
    bed.write('trap', programText('trap', [`command = /bin/sh -c "${script.replaceAll(';', '%(program_name).0s;')}"`]));
    await control.reread();
    await control.add('trap');
    await waitForState(control, 'trap', 'RUNNING', { pollMs: 50 });
    await control.signal('trap', 'SIGUSR1');
    await context.expect.poll(() => existsSync(seen), { timeout: 10_000 }).toBe(true);
    await expect(control.signal('trap', 'BOGUS')).rejects.toThrow(TypeError);
    bed.drop('trap');
    await control.update(['trap']);
  });

  test.concurrent('a program that cannot run is told from one that is not there (supervisord 3, 4)', async () => {
    const control = fresh();
    const missing = await errorOf(() => control.start('missing'));
    expect([missing.code, missing.retryable]).toEqual(['SUPERVISOR_SPAWN_FAILED', false]);
    expect((await errorOf(() => control.start('early'))).code).toBe('SUPERVISOR_SPAWN_FAILED');
    for (const unknown of [
      () => control.start('nope'),
      () => control.stop('nope'),
      () => control.restart('nope:*'),
      () => control.signal('nope', 'HUP'),
      () => control.pid('nope'),
      () => control.pid('pair'),
      () => control.add('nope'),
      () => control.update(['nope']),
    ]) {
      expect((await errorOf(unknown)).code, unknown.toString()).toBe('SUPERVISOR_NO_SUCH_PROGRAM');
    }
    expect((await errorOf(() => waitForState(control, 'early', 'RUNNING'))).code).toBe('SUPERVISOR_SPAWN_FAILED');
  });

  test('refuses names that supervisorctl would take for several or for options', async () => {
    for (const name of ['all', 'a b', '', '-h', '*', 'a\n', '<a>']) {
      for (const refused of [
        () => driver.start(name),
        () => driver.update([name]),
        () => driver.pid(name),
        () => driver.signal(name, 'HUP'),
        () => driver.remove(name),
      ]) {
        await expect(refused(), JSON.stringify(name)).rejects.toThrow(TypeError);
      }
    }
    await expect(driver.add('pair:pair_0')).rejects.toThrow(TypeError);
  });

  test.concurrent('a program with several processes is reached by its name (supervisord 3)', async () => {
    const control = fresh();
    await control.start('pair');
    await control.start('pair:*');
    expect(await control.statusOf('pair')).toMatchObject({ name: 'pair:pair_0', state: 'RUNNING' });
    await control.signal('pair', 'WINCH');
    await control.stop('pair:pair_1');
    expect(await control.statusOf('pair')).toMatchObject({ name: 'pair:pair_1', state: 'STOPPED' });
    expect((await errorOf(() => control.remove('pair'))).code).toBe('SUPERVISOR_STOP_FAILED');
    await control.stop('pair');
    expect((await errorOf(() => control.signal('pair', 'WINCH'))).code).toBe('SUPERVISOR_NOT_RUNNING');
  });

  test('an update adds, changes and removes, and says which (supervisord 5)', async () => {
    const control = fresh();
    const text = (priority: number): string =>
      programText('extra', ['command = /bin/sleep 1000', 'startsecs = 0', `priority = ${priority}`]);
    bed.write('extra', text(5));
    expect(await control.reread()).toEqual({ added: ['extra'], changed: [], removed: [] });
    expect(await control.update()).toEqual({ added: ['extra'], changed: [], removed: [] });
    const before = await control.pid('extra');
    bed.write('extra', text(6));
    expect(await control.update(['extra'])).toEqual({ added: [], changed: ['extra'], removed: [] });
    await waitForState(control, 'extra', 'RUNNING', { pollMs: 50 });
    expect(await control.pid('extra')).not.toBe(before);
    expect(await control.update(['extra'])).toEqual({ added: [], changed: [], removed: [] });
    await control.add('extra');
    bed.drop('extra');
    expect(await control.reread()).toEqual({ added: [], changed: [], removed: ['extra'] });
    expect(await control.update(['steady'])).toEqual({ added: [], changed: [], removed: [] });
    expect(await control.update(['extra'])).toEqual({ added: [], changed: [], removed: ['extra'] });
    await control.remove('extra');
  });

  test('with a broken file nothing can be added, and the error names the file (supervisord 0.1)', async () => {
    bed.write('broken', '[program:broken]\ncommand=%(nope)s\n');
    for (const call of [() => driver.update(), () => driver.reread(), () => driver.update(['steady'])]) {
      const error = await errorOf(call);
      expect(error.code).toBe('SUPERVISOR_CONF_BROKEN');
      expect(error.message).toContain('broken.conf');
      expect(error.message).not.toContain('ENV_');
      expect(error.findings).toEqual([{ line: 0, key: 'supervisord', message: any(String) }]);
    }
    bed.drop('broken');
    expect(await driver.statusOf('steady')).toMatchObject({ state: 'RUNNING' });
  });

  test('a supervisord that hangs does not hang its caller (supervisord 0.5)', async () => {
    const pid = bed.daemon.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      const error = await errorOf(() => driver.status({ timeoutMs: 700 }));
      expect([error.code, error.retryable]).toEqual(['SUPERVISOR_HUNG', true]);
      const abort = new AbortController();
      const reason = new Error('enough');
      const stopping = driver.stop('steady', { signal: abort.signal });
      abort.abort(reason);
      await expect(stopping).rejects.toBe(reason);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(await driver.statusOf('steady')).toMatchObject({ state: 'RUNNING' });
  });
}
