import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { endDaemon, explainEnd, spawnDaemon } from '../../src/daemon/child.ts';
import { daemonPaths } from '../../src/daemon/main-conf.ts';
import { temporaryFolder } from '../support/folders.ts';
import { errorOf } from '../support/refusal.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

test('a daemon that does not stop is killed, and its own words are kept', async () => {
  const root = temporaryFolder();
  const paths = daemonPaths(root);
  mkdirSync(paths.logDir, { recursive: true });
  const daemon = await spawnDaemon({ command: fixture('stubborn.sh'), root, paths });
  onTestFinished(() => {
    if (daemon.exitCode === undefined) daemon.kill('SIGKILL');
  });
  expect(daemon.exitCode).toBeUndefined();
  await expect
    .poll(async () => (await explainEnd(paths)).message, { timeout: 15_000 })
    .toContain('stubborn on purpose');
  const error = await errorOf(() =>
    endDaemon(daemon, { what: 'It', timeoutMs: 20, clock: systemClock, nudge: () => Promise.resolve() }),
  );
  expect(error.code).toBe('SUPERVISOR_HUNG');
  expect(daemon.exitCode).toBeNull();
  expect(() => process.kill(daemon.pid, 0)).toThrow('ESRCH');
});

test('a program that cannot be run is no daemon', async () => {
  const root = temporaryFolder();
  const paths = daemonPaths(root);
  mkdirSync(paths.logDir, { recursive: true });
  expect((await errorOf(() => spawnDaemon({ command: root, root, paths }))).code).toBe('SUPERVISOR_START_FAILED');
});
