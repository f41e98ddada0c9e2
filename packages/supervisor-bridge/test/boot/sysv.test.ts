import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatSysvScript } from '../../src/boot/sysv.ts';
import { createSupervisorRpc } from '../../src/rpc/supervisor-rpc.ts';
import { bootFolder } from '../support/machine.ts';

/** A process that nobody has waited for yet has ended all the same: its command line is empty. */
function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`).length > 0;
  } catch {
    return false;
  }
}

test('starts in spite of a bad conf, and stops with its programs (supervisord 8)', async (context) => {
  const { root, socketPath, ...options } = bootFolder(context);
  const script = join(root, 'supervisor');
  writeFileSync(script, formatSysvScript(options));
  const run = (verb: string): [number | null, string] => {
    const { status, stdout } = spawnSync('sh', [script, verb], { encoding: 'utf8' });
    return [status, stdout];
  };
  context.onTestFinished(() => void run('stop'));
  expect(run('status')).toEqual([3, 'supervisord is not running\n']);
  expect(run('start')).toEqual([0, expect.stringContaining('moved bad.conf')]);
  const rpc = createSupervisorRpc({ socketPath });
  await context.expect
    .poll(
      () =>
        rpc.status().then(
          (all) => all[0]?.state,
          () => 'away',
        ),
      { timeout: 10_000 },
    )
    .toBe('RUNNING');
  const { pid } = await rpc.identify();
  const program = await rpc.pid('good');
  expect(run('start')).toEqual([0, '']);
  expect((await rpc.identify()).pid).toBe(pid);
  expect(run('reload')[0]).toBe(0);
  expect(run('status')).toEqual([0, 'supervisord is running\n']);
  expect(run('stop')[0]).toBe(0);
  expect([pid, program ?? 0].filter(isAlive)).toEqual([]);
  expect(run('bogus')[0]).toBe(2);
});

test('a pid file that a power cut left is not taken for a running supervisord', (context) => {
  const { root, pidPath = '', ...options } = bootFolder(context);
  writeFileSync(join(root, 'supervisor'), formatSysvScript({ ...options, pidPath }));
  writeFileSync(pidPath, String(process.pid));
  expect(spawnSync('sh', [join(root, 'supervisor'), 'status']).status).toBe(3);
});
