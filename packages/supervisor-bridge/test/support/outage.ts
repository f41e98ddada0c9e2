import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, type TestContext } from 'vitest';
import { createSupervisord, type Supervisord } from '../../src/daemon/supervisord.ts';
import { type OpenDriver, programText } from './bed.ts';
import { temporaryFolder } from './folders.ts';
import { errorOf } from './refusal.ts';

const PATIENCE = { timeout: 15_000, interval: 20 };

async function started(context: TestContext, confs: Readonly<Record<string, string>> = {}): Promise<Supervisord> {
  const daemon = createSupervisord({ root: temporaryFolder(context) });
  context.onTestFinished(() => daemon.stop());
  mkdirSync(daemon.confDir, { recursive: true });
  for (const [name, text] of Object.entries(confs)) writeFileSync(join(daemon.confDir, `${name}.conf`), text);
  await daemon.start();
  return daemon;
}

/** Every way in which supervisord can be away, each with its own answer, on the real thing. */
export function testOutages(open: OpenDriver, kind: 'ctl' | 'rpc'): void {
  test.concurrent('down, killed and back again: each is told from the others (supervisord 3, 8)', async (context) => {
    const daemon = await started(context);
    const driver = open(daemon);
    expect(await driver.status()).toEqual([]);
    process.kill(daemon.pid ?? 0, 'SIGKILL');
    await context.expect.poll(() => daemon.pid, PATIENCE).toBeUndefined();
    const stale = await errorOf(() => driver.status());
    expect([stale.code, stale.reason, stale.retryable]).toEqual(['SUPERVISOR_DOWN', 'SOCKET_STALE', true]);
    await daemon.start();
    expect(await driver.status()).toEqual([]);
    await daemon.stop();
    for (const call of [() => driver.status(), () => driver.update(), () => driver.start('a'), () => driver.reread()]) {
      const missing = await errorOf(call);
      expect([missing.code, missing.reason]).toEqual(['SUPERVISOR_DOWN', 'SOCKET_MISSING']);
    }
  });

  test.concurrent('killed in the middle of an operation: an error at once, and repeating it heals', async (context) => {
    const slow = ['command = /bin/sleep 30', 'autostart = no', 'startsecs = 2'];
    const daemon = await started(context, { slow: programText('slow', slow) });
    const driver = open(daemon);
    const starting = errorOf(() => driver.start('slow'));
    await context.expect
      .poll(async () => (await daemon.rpc.statusOf('slow'))?.state, { timeout: 15_000, interval: 20 })
      .toBe('STARTING');
    process.kill(daemon.pid ?? 0, 'SIGKILL');
    const error = await starting;
    expect([error.code, error.reason, error.retryable]).toEqual(['SUPERVISOR_DOWN', 'CONNECTION_LOST', true]);
    await context.expect.poll(() => daemon.pid, PATIENCE).toBeUndefined();
    await daemon.start();
    await driver.start('slow');
    expect(await driver.statusOf('slow')).toMatchObject({ state: 'RUNNING' });
  });

  test.concurrent('on its way down it says so (supervisord 3)', async (context) => {
    const stubborn = `trap '' TERM%(program_name).0s; while :%(program_name).0s; do sleep 0.1%(program_name).0s; done`;
    const daemon = await started(context, {
      stubborn: programText('stubborn', [`command = /bin/sh -c "${stubborn}"`, 'startsecs = 0', 'stopwaitsecs = 4']),
    });
    const driver = open(daemon);
    await context.expect.poll(async () => (await driver.statusOf('stubborn'))?.state, PATIENCE).toBe('RUNNING');
    process.kill(daemon.pid ?? 0, 'SIGTERM');
    await context.expect
      .poll(async () => (await errorOf(() => driver.start('stubborn').then(() => driver.reread()))).code, PATIENCE)
      .toBe('SUPERVISOR_SHUTTING_DOWN');
  });

  test.concurrent('a password is asked for, and taken from the conf (supervisord 3)', async (context) => {
    const daemon = await started(context);
    await daemon.stop();
    const secret = 'username = gwe\npassword = s3cret\n';
    const conf = readFileSync(daemon.confPath, 'utf8').replace('chmod = 0700\n', `chmod = 0700\n${secret}`);
    const protectedConf = join(daemon.confDir, '../locked.conf');
    writeFileSync(protectedConf, conf);
    const { stop } = await runDaemon(protectedConf);
    context.onTestFinished(stop);
    await context.expect
      .poll(async () => (await errorOf(() => open(daemon).status())).code, PATIENCE)
      .toBe('SUPERVISOR_UNAUTHORIZED');
    writeFileSync(protectedConf, conf.replace('[supervisorctl]\n', `[supervisorctl]\n${secret}`));
    expect(await open({ ...daemon, confPath: protectedConf }).status()).toEqual([]);
  });

  test.concurrent('a socket of another user (supervisord 3, 8)', async (context) => {
    if (process.getuid?.() !== 0) context.skip();
    const daemon = await started(context);
    const readable = temporaryFolder(context);
    chmodSync(readable, 0o755);
    const confPath = join(readable, 'c');
    writeFileSync(confPath, readFileSync(daemon.confPath));
    for (const folder of ['', 'run']) chmodSync(join(daemon.socketPath, '../..', folder), 0o755);
    chownSync(confPath, 65_534, 65_534);
    const fixture = fileURLToPath(new URL('../fixtures/stranger.ts', import.meta.url));
    const asked = promisify(execFile)(process.execPath, [fixture, kind, confPath, daemon.socketPath], {
      uid: 65_534,
      gid: 65_534,
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    });
    expect((await asked).stdout).toBe('SUPERVISOR_DENIED');
  });
}

/** A supervisord with a main conf of the test's own. */
async function runDaemon(confPath: string): Promise<{ stop: () => Promise<void> }> {
  const { execa } = await import('execa');
  const child = execa('supervisord', ['-n', '-c', confPath], { reject: false, stdio: 'ignore' });
  return {
    async stop() {
      child.kill('SIGTERM');
      await child;
    },
  };
}
