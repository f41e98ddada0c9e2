import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatContainerEntrypoint } from '../../src/boot/container.ts';
import { createSupervisorRpc } from '../../src/rpc/supervisor-rpc.ts';
import { bootFolder } from '../support/machine.ts';

const NAMESPACE = ['--pid', '--fork', '--mount-proc', '--kill-child'];

test('supervisord is process 1, in spite of a bad conf, and ends in order (supervisord 8)', async (context) => {
  if (spawnSync('unshare', [...NAMESPACE, 'true']).status !== 0) context.skip();
  const { root, socketPath, ...options } = bootFolder(context);
  const script = join(root, 'entrypoint');
  writeFileSync(script, formatContainerEntrypoint(options));
  const container = spawn('unshare', [...NAMESPACE, 'sh', script], { stdio: 'ignore' });
  context.onTestFinished(() => void container.kill('SIGKILL'));
  const rpc = createSupervisorRpc({ socketPath });
  await context.expect
    .poll(
      () =>
        rpc.identify().then(
          ({ pid }) => pid,
          () => 'away',
        ),
      { timeout: 20_000 },
    )
    .toBe(1);
  await context.expect
    .poll(async () => (await rpc.status()).map(({ name, state }) => [name, state]))
    .toEqual([['good', 'RUNNING']]);
  const ended = once(container, 'exit');
  await rpc.call('supervisor.shutdown');
  expect((await ended)[0]).toBe(0);
});
