import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, type TestContext } from 'vitest';
import { waitForState } from '../../src/control/wait.ts';
import { askPid } from '../../src/daemon/ping.ts';
import { createSupervisord, type Supervisord, type SupervisordOptions } from '../../src/daemon/supervisord.ts';
import { temporaryFolder } from '../support/folders.ts';
import { errorOf } from '../support/refusal.ts';

/** For real processes on a busy machine. */
const PATIENCE = { timeout: 15_000, interval: 10 };

/** A private supervisord that is stopped when the test has finished, however it ends. */
function privateDaemon(
  context: TestContext,
  options: Partial<SupervisordOptions> = {},
): Supervisord & { readonly root: string } {
  const root = options.root ?? temporaryFolder(context);
  const daemon = createSupervisord({ root, ...options });
  context.onTestFinished(() => daemon.stop());
  return Object.assign(daemon, { root });
}

test.concurrent('starts, runs its programs with their environment, and stops with all of them', async (context) => {
  const command = ['/bin/sh', '-c', `echo "$OUTER $INNER 100% ; it's #1"; exec sleep 1000`];
  const daemon = privateDaemon(context, {
    environment: { OUTER: 'a%b' },
    programs: [{ name: 'gwe', command, environment: { INNER: 'c;d' }, startSeconds: 0 }],
  });
  await daemon.start();
  await daemon.start();
  const { pid } = daemon;
  expect(await askPid(daemon.socketPath, 1000)).toBe(pid);
  const program = await waitForState(daemon.control, 'gwe', 'RUNNING');
  await context.expect
    .poll(() => readFileSync(join(daemon.logDir, 'gwe.log'), 'utf8'), PATIENCE)
    .toBe(`a%b c;d 100% ; it's #1\n`);
  await daemon.stop();
  await daemon.stop();
  expect(daemon.pid).toBeUndefined();
  for (const one of [pid!, program.pid!]) expect(() => process.kill(one, 0)).toThrow('ESRCH');
  expect(existsSync(daemon.socketPath)).toBe(false);
});

test.concurrent(
  'says what supervisord said when a conf stops it, and can start once that is repaired (supervisord 1.7)',
  async (context) => {
    const daemon = privateDaemon(context);
    mkdirSync(daemon.confDir, { recursive: true });
    const broken = join(daemon.confDir, 'broken.conf');
    writeFileSync(broken, '[program:broken]\nautostart=no\n');
    const error = await errorOf(() => daemon.start());
    expect(error.code).toBe('SUPERVISOR_START_FAILED');
    expect(error.message).toContain('program section program:broken does not specify a command');
    expect(daemon.pid).toBeUndefined();
    rmSync(broken);
    await daemon.start();
    expect(await daemon.control.status()).toEqual([]);
  },
);

test.concurrent('a second one at the same socket is not taken for started (supervisord 8)', async (context) => {
  const first = privateDaemon(context);
  await first.start();
  const second = privateDaemon(context, { socketPath: first.socketPath });
  const error = await errorOf(() => second.start());
  expect(error.code).toBe('SUPERVISOR_START_FAILED');
  expect(error.message).toContain('already listening');
  expect(await askPid(first.socketPath, 1000)).toBe(first.pid);
});

test.concurrent(
  'one that was killed leaves a socket that does not hinder the next start (supervisord 8)',
  async (context) => {
    const daemon = privateDaemon(context);
    await daemon.start();
    process.kill(daemon.pid!, 'SIGKILL');
    await context.expect.poll(() => daemon.pid, PATIENCE).toBeUndefined();
    expect(existsSync(daemon.socketPath)).toBe(true);
    expect((await errorOf(() => daemon.control.status())).code).toBe('SUPERVISOR_DOWN');
    await daemon.start();
    expect(await askPid(daemon.socketPath, 1000)).toBe(daemon.pid);
  },
);

test.concurrent('an abort during the start stops what was started', async (context) => {
  const daemon = privateDaemon(context);
  const abort = new AbortController();
  const reason = new Error('enough');
  const starting = daemon.start({ signal: abort.signal });
  await context.expect.poll(() => daemon.pid, PATIENCE).toBeTypeOf('number');
  abort.abort(reason);
  await expect(starting).rejects.toBe(reason);
  expect(daemon.pid).toBeUndefined();
});

test.concurrent('a machine without supervisord is told what to install', async (context) => {
  const error = await errorOf(() => privateDaemon(context, { command: '/nonexistent/supervisord' }).start());
  expect(error.code).toBe('SUPERVISOR_NOT_INSTALLED');
  expect(error.message).toContain('apt-get install supervisor');
});

test.concurrent('a program that no conf can hold is refused before anything starts', async (context) => {
  const daemon = privateDaemon(context, { programs: [{ name: 'x', command: ['/bin/echo', 'a\nb'] }] });
  expect((await errorOf(() => daemon.start())).code).toBe('SUPERVISOR_CONF_REFUSED');
  expect(daemon.pid).toBeUndefined();
});

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

test.concurrent('does not outlive a process that ends without stopping it', async (context) => {
  const root = temporaryFolder(context);
  const { stdout } = await promisify(execFile)(process.execPath, [fixture('abandons.ts'), root]);
  expect(Number(stdout)).toBeGreaterThan(0);
  const { socketPath } = createSupervisord({ root });
  await context.expect.poll(() => askPid(socketPath, 1000), PATIENCE).toBeUndefined();
  await context.expect.poll(() => existsSync(socketPath), PATIENCE).toBe(false);
});

test.concurrent('needs no privileges (supervisord 8)', async (context) => {
  const root = temporaryFolder(context);
  const nobody = 65_534;
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    chownSync(root, nobody, nobody);
    chmodSync(root, 0o700);
  }
  const { stdout } = await promisify(execFile)(process.execPath, [fixture('unprivileged.ts'), root], {
    cwd: '/',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    ...(asRoot ? { uid: nobody, gid: nobody } : {}),
  });
  expect(JSON.parse(stdout)).toEqual({ uid: asRoot ? nobody : process.getuid?.(), state: 'RUNNING' });
});
