import { channel } from 'node:diagnostics_channel';
import { readdir } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type OperationProgress } from '../../src/diagnostics.ts';
import { writeApp } from '../fixtures/app.ts';
import { snapshot } from '../fixtures/folder.ts';
import { SCRIPT, setUp } from '../fixtures/installer.ts';
import { confOf, managedTrust, programHost } from '../fixtures/programs.ts';
import { quickClock } from '../fixtures/quick-clock.ts';

function listenTo(name: string): unknown[] {
  const seen: unknown[] = [];
  const listen = (message: unknown) => seen.push(message);
  channel(name).subscribe(listen);
  onTestFinished(() => {
    channel(name).unsubscribe(listen);
  });
  return seen;
}

test('goes through its states in order, each in the journal before its act (otau 3.2, 3.3)', async () => {
  const states = listenTo('otau:operation:state') as OperationProgress[];
  const { folder, stateDir, installer } = await setUp({
    host: programHost(),
    clock: quickClock(),
    probation: { healthySeconds: 3 },
  });
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': SCRIPT, 'supervisor.conf': confOf('a') });
  const report = await installer.install({ path, id: 'r1' });
  expect(report).toMatchObject({ id: 'r1', probation: 'passed' });
  expect(states.filter(({ id }) => id === 'r1').map(({ state }) => state)).toEqual([
    'downloading',
    'staging',
    'staged',
    'installing',
    'switching',
    'probation',
    'committed',
  ]);
  expect(await installer.inventory()).toMatchObject([{ name: 'a', probation: { result: 'passed' } }]);
  expect(await installer.pending()).toBeUndefined();
  expect(await readdir(stateDir)).toContain('journal.json'); // its report waits to be acknowledged
  await installer.acknowledge(['r1']);
  expect(await readdir(stateDir)).not.toContain('journal.json');
});

test('the same request again is not carried out again: it gives the same report (otau 3.3, 3.8)', async () => {
  const { folder, installer } = await setUp();
  const path = await writeApp(folder, 'a.v1.tar.gz', {
    'install.sh': `${SCRIPT}echo x >> ${folder}/ran\necho $(wc -l < ${folder}/ran)\n`,
  });
  const first = await installer.install({ path, id: 'r1' });
  expect(await installer.install({ path, id: 'r1' })).toEqual(first);
  await installer.acknowledge(['r1']);
  expect(await installer.install({ path, id: 'r1' })).toMatchObject({ output: '2\n' });
});

test('a managed app runs its hook, and its host is told where its tree is (otau 3.4, 4.1)', async () => {
  const directories: (string | undefined)[] = [];
  const host = programHost();
  const { folder, stateDir, installer } = await setUp({
    host: {
      ...host,
      apply: (name, conf, options) => {
        directories.push(options?.directory);
        return host.apply(name, conf);
      },
    },
    trust: managedTrust({ hooks: { install: 'bin/install.sh' } }),
  });
  const files = {
    'install.sh': `${SCRIPT}exit 1\n`,
    'bin/install.sh': `${SCRIPT}touch made\n`,
    'supervisor.conf': confOf('a'),
  };
  const { sha256 } = await installer.install({ path: await writeApp(folder, 'a.v1.tar.gz', files) });
  expect(Object.keys(await snapshot(stateDir))).toContain(`apps/a/${sha256}/made`);
  expect(directories).toEqual([`${stateDir}/apps/a/current`]);
  expect(await installer.inventory()).toMatchObject([{ signedBy: ['key'], manifest: { managed: true } }]);
});

test('events tell enough for progress: entries, lines of the script, looks of the probation (otau 3.6, 5.1)', async () => {
  const extracted = listenTo('otau:extract:progress');
  const lines = listenTo('otau:script:output');
  const looks = listenTo('otau:probation:progress');
  const verified = listenTo('otau:package:verified');
  const { folder, installer } = await setUp({
    host: programHost(),
    clock: quickClock(),
    probation: { healthySeconds: 2 },
    redact: (text) => text.replaceAll('s3cret', '…'),
  });
  const files = { 'install.sh': `${SCRIPT}echo one\necho s3cret\n`, 'supervisor.conf': confOf('a'), data: 'x' };
  await installer.install({ path: await writeApp(folder, 'a.v1.tar.gz', files) });
  expect(verified).toMatchObject([{ fileName: 'a.v1.tar.gz', entries: 3, signedBy: [] }]);
  expect(extracted).toMatchObject([1, 2, 3].map((entries) => ({ name: 'a', entries, totalEntries: 3 })));
  expect(lines).toEqual(['one', '…'].map((line) => ({ name: 'a', version: '1', line })));
  expect(looks).toMatchObject([2000, 1000, 0].map((remainingMs) => ({ state: 'RUNNING', remainingMs })));
});

test('several are installed in their order, and one that fails holds up none (gwe 75)', async () => {
  const { folder, installer } = await setUp();
  const good = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': SCRIPT });
  const bad = await writeApp(folder, 'b.v1.tar.gz', { 'install.sh': `${SCRIPT}exit 3\n` });
  const last = await writeApp(folder, 'c.v1.tar.gz', { 'install.sh': SCRIPT });
  expect(await installer.installAll([{ path: good }, { path: bad }, { path: last }])).toMatchObject([
    { report: { name: 'a' } },
    { request: { path: bad }, error: { code: 'OTAU_SCRIPT_FAILED', exitCode: 3 } },
    { report: { name: 'c' } },
  ]);
});

test('a stop during probation leaves the new version where it is, to be watched again (otau 3.3, 3.7)', async () => {
  const controller = new AbortController();
  const host = programHost();
  const { folder, stateDir, installer } = await setUp({
    clock: quickClock(),
    probation: { healthySeconds: 5 },
    host: {
      ...host,
      state: (name) => {
        controller.abort('stop');
        return host.state(name);
      },
    },
  });
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': SCRIPT, 'supervisor.conf': confOf('a') });
  await expect(installer.install({ path }, { signal: controller.signal })).rejects.toBe('stop');
  expect(await installer.pending()).toMatchObject({ state: 'probation', name: 'a', attempts: 0 });
  expect((await snapshot(stateDir))['apps/a/current']).toBeDefined();
  expect(await installer.recover()).toMatchObject([{ name: 'a', outcome: 'done', report: { probation: 'passed' } }]);
  expect(await installer.inventory()).toHaveLength(1);
});
