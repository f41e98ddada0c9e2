import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInstaller } from '../../src/install/installer.ts';
import { crashingFiles } from '../fixtures/crashing-files.ts';
import { appPackage } from '../fixtures/app.ts';
import { snapshot } from '../fixtures/folder.ts';
import { EMPTY, SCRIPT, setUp } from '../fixtures/installer.ts';
import { confOf, programHost } from '../fixtures/programs.ts';
import * as t from '../fixtures/tar-builder.ts';

async function installed(uninstall: string, options: Parameters<typeof setUp>[0] = {}) {
  const host = programHost();
  const made = await setUp({ host, ...options });
  const path = join(made.folder, 'a.v1.tar.gz');
  const entries = [
    t.file('install.sh', SCRIPT, { mode: 0o755 }),
    t.file('uninstall.sh', `${SCRIPT}echo gone >> ${made.folder}/log\n${uninstall}\n`, { mode: 0o755 }),
    t.file('supervisor.conf', confOf('a')),
  ];

  await writeFile(path, t.tgz(...entries));
  await made.installer.install({ path });
  const log = () => readFile(join(made.folder, 'log'), 'utf8');
  return { ...made, host, log };
}

async function rest(stateDir: string) {
  const { 'inventory.json': rows, ...others } = await snapshot(stateDir);
  return { apps: (JSON.parse(rows ?? '{}') as { readonly apps: unknown }).apps, others };
}

test('stops the app, runs its uninstall.sh, and leaves nothing of it (otau 3.11)', async () => {
  const { installer, host, stateDir, log } = await installed('echo bye');
  expect(await installer.uninstall('a')).toMatchObject({ name: 'a', version: '1', exitCode: 0, output: 'bye\n' });
  expect(await log()).toBe('gone\n');
  expect([...host.confs]).toEqual([]);
  expect(await rest(stateDir)).toEqual({ apps: [], others: EMPTY });
});

test('a host that can stop is asked to, so that the conf stays until the script has ended (otau 3.11)', async () => {
  const host = programHost();
  const { installer, folder } = await setUp({
    host: {
      ...host,
      stop: (name) => {
        host.calls.push(`stop ${name}`);
        return Promise.resolve();
      },
    },
  });

  const path = join(folder, 'a.v1.tar.gz');
  await writeFile(path, appPackage({ 'install.sh': SCRIPT, 'supervisor.conf': confOf('a') }));
  await installer.install({ path });
  await installer.uninstall('a');
  expect(host.calls).toEqual(['apply a', 'stop a', 'remove a']);
});

test('a script that fails is told, and holds nothing up (otau 3.11)', async () => {
  const { installer, stateDir } = await installed('exit 9');
  const report = await installer.uninstall('a');
  expect(report.exitCode).toBe(9);
  expect(report.output).toContain('uninstall.sh of a.v1.tar.gz failed with exit code 9');
  expect((await rest(stateDir)).apps).toEqual([]);
});

test('an app that cannot be stopped stays as it is', async () => {
  const host = programHost();
  const { installer, stateDir, log } = await installed('true', {
    host: { ...host, remove: () => Promise.reject(new Error('supervisord is down')) },
  });
  await expect(installer.uninstall('a')).rejects.toMatchObject({ code: 'OTAU_APPLY_FAILED' });
  await expect(log()).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await installer.pending()).toBeUndefined();
  expect((await rest(stateDir)).apps).toHaveLength(1);
});

test('what a power cut interrupts goes on to its end, and the script does not run again (otau 3.3, 3.11)', async () => {
  const { installer, host, stateDir, log } = await installed('true');
  const dying = createInstaller({ stateDir, host, files: crashingFiles('committed') });
  await expect(dying.uninstall('a')).rejects.toThrow();
  expect(await installer.recover()).toMatchObject([{ action: 'uninstall', name: 'a', outcome: 'done' }]);
  expect(await log()).toBe('gone\n');
  expect((await rest(stateDir)).apps).toEqual([]);
});
