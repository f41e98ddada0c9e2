import { channel } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { type OperationProgress } from '../../src/diagnostics.ts';
import { type Installer } from '../../src/install/api.ts';
import { createInstaller } from '../../src/install/installer.ts';
import { appPackage, writeApp } from '../fixtures/app.ts';
import { crashingFiles } from '../fixtures/crashing-files.ts';
import { snapshot, snapshotOfTrees } from '../fixtures/folder.ts';
import { EMPTY, SCRIPT, setUp } from '../fixtures/installer.ts';
import { confOf, programHost } from '../fixtures/programs.ts';
import { quickClock } from '../fixtures/quick-clock.ts';
import { rangeSource } from '../fixtures/range-source.ts';

function cancelAt(state: string, installer: Installer): Promise<boolean>[] {
  const cancelled: Promise<boolean>[] = [];
  const listen = (message: unknown) => {
    const { name, state: reached } = message as OperationProgress;
    if (name === 'a' && reached === state) cancelled.push(installer.cancel('a'));
  };
  channel('otau:operation:state').subscribe(listen);
  onTestFinished(() => {
    channel('otau:operation:state').unsubscribe(listen);
  });
  return cancelled;
}

test.each(['downloading', 'staging', 'staged', 'installing', 'switching', 'probation'])(
  'cancel works while it is %s: all is as before, and others can be installed (otau 3.7)',
  async (state) => {
    const host = programHost();
    const { folder, stateDir, installer } = await setUp({
      host,
      clock: quickClock(),
      probation: { healthySeconds: 60 },
    });
    const files = { 'install.sh': SCRIPT, 'supervisor.conf': confOf('a') };
    const path = await writeApp(folder, 'a.v1.tar.gz', files);
    const cancelled = cancelAt(state, installer);
    await expect(installer.install({ path })).rejects.toMatchObject({ code: 'OTAU_CANCELLED' });
    expect(await Promise.all(cancelled)).toEqual([true]);
    const rest = await snapshotOfTrees(stateDir);
    expect(rest).toEqual(EMPTY);
    expect([...host.confs]).toEqual([]);
    const other = await writeApp(folder, 'b.v1.tar.gz', { 'install.sh': SCRIPT });
    expect(await installer.install({ path: other })).toMatchObject({ name: 'b' });
  },
);

test('a script that never ends can be cancelled (otau 3.5, 3.7)', async () => {
  const { folder, stateDir, installer } = await setUp();
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': `${SCRIPT}sleep 600\n` });
  const started = channel('otau:script:started');
  const cancelled: Promise<boolean>[] = [];
  const cancel = () => void cancelled.push(installer.cancel());
  started.subscribe(cancel);
  onTestFinished(() => {
    started.unsubscribe(cancel);
  });
  await expect(installer.install({ path })).rejects.toMatchObject({ code: 'OTAU_CANCELLED' });
  expect(await Promise.all(cancelled)).toEqual([true]);
  expect(await snapshot(stateDir)).toEqual(EMPTY);
});

test('what is pending after a restart can be cancelled, too (otau 3.7)', async () => {
  const host = programHost();
  const shared = { host, clock: quickClock(), probation: { healthySeconds: 2 } };
  const { folder, stateDir, installer } = await setUp(shared);
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': SCRIPT, 'supervisor.conf': confOf('a') });
  const dying = createInstaller({ stateDir, ...shared, files: crashingFiles('probation') });
  await expect(dying.install({ path })).rejects.toThrow();
  expect(await installer.cancel('other')).toBe(false);
  expect(await installer.cancel('a')).toBe(true);
  expect([...host.confs]).toEqual([]);
  expect(await installer.pending()).toBeUndefined();
  expect(await installer.cancel()).toBe(false);
});

test('downloads that were kept go, too', async () => {
  const fileName = 'a.v1.tar.gz';
  const bytes = appPackage({ 'install.sh': SCRIPT });
  const source = rangeSource({ [fileName]: bytes }, { faults: [{ dropAfterBytes: 40 }], chunkBytes: 20 });
  const { stateDir, installer } = await setUp({ source, retryBudgetMs: 0 });
  await expect(installer.install({ fileName })).rejects.toMatchObject({ code: 'OTAU_DOWNLOAD_FAILED' });
  expect(Object.keys(await snapshot(stateDir))).toHaveLength(5);
  expect(await installer.cancel()).toBe(true);
  expect(await snapshot(stateDir)).toEqual(EMPTY);
});
