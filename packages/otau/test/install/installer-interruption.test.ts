import { channel } from 'node:diagnostics_channel';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createInstaller } from '../../src/install/installer.ts';
import { writeApp } from '../fixtures/app.ts';
import { snapshot } from '../fixtures/folder.ts';
import { EMPTY, SCRIPT, setUp } from '../fixtures/installer.ts';

test('an abort during the script kills it, leaves nothing, and rejects with its reason', async () => {
  const { folder, stateDir, installer } = await setUp();
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': `${SCRIPT}sleep 60\n` });
  const controller = new AbortController();
  const started = channel('otau:script:started');
  const abort = () => {
    controller.abort('enough');
  };
  started.subscribe(abort);
  onTestFinished(() => {
    started.unsubscribe(abort);
  });
  await expect(installer.install({ path }, { signal: controller.signal })).rejects.toBe('enough');
  expect(await snapshot(stateDir)).toEqual(EMPTY);
});

test('only one installer works at a time; another is told so, or waits (otau 3.7)', async () => {
  const { folder, stateDir, host, installer } = await setUp();
  const waiting = createInstaller({ stateDir, host, lockWaitMs: 30_000 });
  const slow = await writeApp(folder, 'slow.v1.tar.gz', {
    'install.sh': `${SCRIPT}while [ ! -e ${folder}/go ]; do sleep 0.02; done\n`,
  });
  const quick = await writeApp(folder, 'quick.v1.tar.gz', { 'install.sh': SCRIPT });
  const started = channel('otau:script:started');
  const first = installer.install({ path: slow });
  await new Promise<void>((resolve) => {
    const listen = () => {
      started.unsubscribe(listen);
      resolve();
    };
    started.subscribe(listen);
  });
  await expect(installer.install({ path: quick })).rejects.toMatchObject({ code: 'OTAU_BUSY', retryable: true });
  const second = waiting.install({ path: quick });
  await writeFile(join(folder, 'go'), '');
  await expect(first).resolves.toMatchObject({ name: 'slow' });
  await expect(second).resolves.toMatchObject({ name: 'quick' });
});

test('what a power cut left behind goes at the next start, what is installed stays (otau 3.3)', async () => {
  const { folder, stateDir, installer } = await setUp();
  await installer.install({ path: await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': SCRIPT }) });
  const before = await snapshot(stateDir);
  await mkdir(join(stateDir, 'staging', 'tree', 'half'), { recursive: true });
  await mkdir(join(stateDir, 'apps', 'never', 'f'.repeat(64)), { recursive: true });
  await writeFile(join(stateDir, 'packages', 'incoming.part'), 'half');
  await writeFile(join(stateDir, 'packages', `${'f'.repeat(64)}.tar.gz`), 'orphan');
  await installer.recover();
  expect(await snapshot(stateDir)).toEqual(before);
});

test('a damaged inventory stops installing, and nothing is thrown away', async () => {
  const { folder, stateDir, installer } = await setUp();
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': SCRIPT });
  const { sha256 } = await installer.install({ path });
  await writeFile(join(stateDir, 'inventory.json'), '{"format":1,');
  await expect(installer.install({ path })).rejects.toMatchObject({ code: 'OTAU_STATE_CORRUPT' });
  await expect(installer.inventory()).rejects.toMatchObject({ code: 'OTAU_STATE_CORRUPT' });
  await rm(join(stateDir, 'inventory.json'));
  await installer.recover();
  expect(await readdir(join(stateDir, 'packages'))).toEqual([`${sha256}.tar.gz`]);
});
