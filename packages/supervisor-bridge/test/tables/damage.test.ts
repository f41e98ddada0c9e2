import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { waitForState } from '../../src/control/wait.ts';
import { createConfFolder } from '../../src/folder/conf-folder.ts';
import { readProgramText } from '../../src/folder/program-text.ts';
import { createSupervisorRpc } from '../../src/rpc/supervisor-rpc.ts';
import { programText, useBed } from '../support/bed.ts';
import { temporaryFolder } from '../support/folders.ts';
import { errorOf } from '../support/refusal.ts';

/** The damage table (supervisord 1.7), row by row on a real supervisord that runs a good program meanwhile. */
const bed = useBed(({ socketPath }) => createSupervisorRpc({ socketPath }), {
  good: programText('good', ['command = /bin/sleep 1000', 'startsecs = 0']),
});
const { driver } = bed;
const bad = (...lines: string[]): string => programText('bad', lines);

/** What this package says about the text before it could get there, without Python to help. */
async function refusal(text: string | Uint8Array): Promise<string | undefined> {
  const folder = createConfFolder({ dir: temporaryFolder(), pythonPath: '/nonexistent/python3' });
  const error = await errorOf(() =>
    folder.check('bad', Buffer.from(text).toString('utf8')).then(() => {
      throw new Error('accepted');
    }),
  );
  return error.code;
}

test.each<[string, string | Uint8Array]>([
  ['a parse error', `${bad('command = x')}foo\n`],
  ['a value error', bad('command = x', 'autostart = perhaps')],
  ['a percent sign', bad('command = /bin/echo 50% Y')],
  ['no command', bad('autostart = no')],
  ['a missing log folder', '[program:bad]\ncommand = x\nstdout_logfile = /nonexistent/x.log\n'],
  ['an unknown user', bad('command = x', 'user = no-such-user')],
  ['a byte order mark', `\ufeff${bad('command = x')}`],
  ['bytes that are no UTF-8', Buffer.from(`${bad('command = x')}; \xe9\n`, 'latin1')],
])('%s: nothing new can be added, what runs goes on; refused here before that', async (_what, text) => {
  expect(await refusal(text)).toBe('SUPERVISOR_CONF_REFUSED');
  const pid = await driver.pid('good');
  writeFileSync(join(bed.daemon.confDir, 'bad.conf'), text);
  expect((await errorOf(() => driver.reread())).code).toBe('SUPERVISOR_CONF_BROKEN');
  bed.drop('bad');
  expect(await driver.reread()).toEqual({ added: [], changed: [], removed: [] });
  expect(await driver.pid('good')).toBe(pid);
});

test.each([
  ['a missing binary', bad('command = /nonexistent/x', 'startretries = 0')],
  ['a missing working folder', bad('command = /bin/true', 'directory = /nonexistent', 'startretries = 0')],
  ['a quote that is cut off as a comment', bad('command = /bin/sh -c "echo a ; echo b"', 'startretries = 0')],
  ['a log path that is a folder', '[program:bad]\ncommand = /bin/true\nstdout_logfile = /tmp\nstartretries = 0\n'],
])('%s harms that program alone', async (_what, text) => {
  const pid = await driver.pid('good');
  bed.write('bad', text);
  expect(await driver.update(['bad'])).toMatchObject({ added: ['bad'] });
  await waitForState(driver, 'bad', ['FATAL', 'BACKOFF'], { pollMs: 50 });
  expect(await driver.pid('good')).toBe(pid);
  bed.drop('bad');
  await driver.update(['bad']);
});

test.each([
  [
    'a dangling link',
    (path: string) => {
      symlinkSync('/nonexistent', path);
    },
  ],
  [
    'a folder',
    (path: string) => {
      mkdirSync(path);
    },
  ],
])('%s in the place of a conf is skipped in silence, and an update would remove its program', async (_what, make) => {
  bed.write('bad', bad('command = /bin/sleep 1000', 'startsecs = 0'));
  await driver.update(['bad']);
  bed.drop('bad');
  const path = join(bed.daemon.confDir, 'bad.conf');
  make(path);
  expect(await driver.reread()).toEqual({ added: [], changed: [], removed: ['bad'] });
  rmSync(path, { recursive: true });
  await driver.update(['bad']);
});

test('names and sections that supervisord takes and later dies of are refused here (supervisord 1.6, 1.7)', async () => {
  const long = 'n'.repeat(300);
  const folder = createConfFolder({ dir: temporaryFolder(), pythonPath: '/nonexistent/python3' });
  expect((await errorOf(() => folder.check(long, programText(long, ['command = x'])))).code).toBe(
    'SUPERVISOR_CONF_REFUSED',
  );
  const fcgi = '[fcgi-program:bad]\ncommand = x\nsocket = unix:///nonexistent/s\n';
  expect((await errorOf(() => readProgramText('bad', fcgi))).code).toBe('SUPERVISOR_CONF_REFUSED');
});

test('a FIFO makes supervisord wait; its callers get an answer all the same (supervisord 1.7)', async () => {
  const path = join(bed.daemon.confDir, 'bad.conf');
  execFileSync('mkfifo', [path]);
  expect((await errorOf(() => driver.reread({ timeoutMs: 500 }))).code).toBe('SUPERVISOR_HUNG');
  writeFileSync(path, '[program:bad]\ncommand = x\n'); // what it waits for
  rmSync(path);
  await waitForState(driver, 'good', 'RUNNING', { pollMs: 50 });
});

test('a NUL in a program ends supervisord itself at its start; refused here (supervisord 1.7)', async (context) => {
  const text = bad('command = /bin/true\u0000');
  expect(await refusal(text)).toBe('SUPERVISOR_CONF_REFUSED');
  const good = await driver.pid('good');
  bed.write('bad', text);
  await driver.update(['bad']).catch(() => undefined);
  await context.expect.poll(() => bed.daemon.pid, { timeout: 15_000 }).toBeUndefined();
  expect((await errorOf(() => driver.status())).code).toBe('SUPERVISOR_DOWN');
  process.kill(good ?? 0, 'SIGKILL'); // the orphan that it leaves behind
});
