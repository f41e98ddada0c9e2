import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type TestContext } from 'vitest';
import { restartSelf } from '../../src/apply/restart-self.ts';
import { createSupervisord } from '../../src/daemon/supervisord.ts';
import { defineProgram } from '../../src/program/define.ts';
import { temporaryFolder } from '../support/folders.ts';
import { errorOf } from '../support/refusal.ts';

const FIXTURE = fileURLToPath(new URL('../fixtures/phoenix.ts', import.meta.url));

/** Lets a program under a real supervisord restart itself; resolves to the process ids that it had. */
async function restartOnce(context: TestContext, isChanged: boolean): Promise<{ pids: number[]; priority: boolean }> {
  const root = temporaryFolder(context);
  const daemon = createSupervisord({ root });
  context.onTestFinished(() => daemon.stop());
  const [log, own, next] = [join(root, 'pids'), join(daemon.confDir, 'phoenix.conf'), join(root, 'next.conf')];
  const command = [process.execPath, FIXTURE, log, daemon.confPath, ...(isChanged ? [next, own] : [])];
  // With stopasgroup supervisord stops every process of the group: only a session of its own survives that.
  const program = { name: 'phoenix', command, stopAsGroup: true, startSeconds: 0, stdoutLogfile: 'NONE' };
  mkdirSync(daemon.confDir, { recursive: true });
  writeFileSync(own, defineProgram(program));
  writeFileSync(next, defineProgram({ ...program, priority: 7 }));
  await daemon.start();
  const pids = (): number[] =>
    readFileSync(log, { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean).map(Number);
  await context.expect.poll(pids, { timeout: 25_000 }).toHaveLength(2);
  await context.expect.poll(() => daemon.rpc.pid('phoenix'), { timeout: 10_000 }).toBe(pids()[1]);
  return {
    pids: pids(),
    priority: JSON.stringify(await daemon.rpc.call('supervisor.getAllConfigInfo')).includes('"process_prio":7'),
  };
}

test.concurrent(
  'comes back as another process, although supervisord stops its whole group (supervisord 5)',
  async (context) => {
    const { pids } = await restartOnce(context, false);
    expect(new Set(pids).size).toBe(2);
  },
);

test.concurrent('applies its own changed conf (supervisord 5)', async (context) => {
  expect((await restartOnce(context, true)).priority).toBe(true);
});

test('says when the client is missing, and takes no odd name', async () => {
  const options = { confPath: '/x', name: 'gwe', verb: 'restart', command: '/nonexistent/ctl' } as const;
  expect((await errorOf(() => restartSelf(options))).code).toBe('SUPERVISOR_NOT_INSTALLED');
  await expect(restartSelf({ ...options, name: 'all' })).rejects.toThrow(TypeError);
});
