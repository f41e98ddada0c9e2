import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type InstallerOptions } from '../../src/install/options.ts';
import { formatInstallFailure } from '../../src/install/report.ts';
import { writeApp } from '../fixtures/app.ts';
import { snapshot, snapshotOfTrees } from '../fixtures/folder.ts';
import { EMPTY, SCRIPT, setUp } from '../fixtures/installer.ts';
import { confOf, managedTrust, programHost } from '../fixtures/programs.ts';
import { quickClock } from '../fixtures/quick-clock.ts';
import { matching } from '../fixtures/text.ts';

const statesOf = (conf: string) => (conf.includes('bad') ? ['STARTING', 'RUNNING', 'BACKOFF'] : ['RUNNING']);

async function probed(options: Partial<InstallerOptions> = {}) {
  const host = programHost(statesOf);
  const made = await setUp({ host, clock: quickClock(), probation: { healthySeconds: 5 }, ...options });
  const files = (word: string) => ({
    'install.sh': `${SCRIPT}echo ${word} >> ${made.folder}/copied\n`,
    'supervisor.conf': confOf(word),
    word,
  });
  const pack = (version: string, word: string) => writeApp(made.folder, `a.v${version}.tar.gz`, files(word));
  const copied = () => readFile(join(made.folder, 'copied'), 'utf8');
  return { ...made, host, pack, copied };
}

test.each([
  ['legacy', {}, 'good\nbad\ngood\n'],
  ['managed', { trust: managedTrust() }, 'good\nbad\n'],
])('a %s version that does not do well gives way to the one before (otau 3.4, 3.6)', async (_, options, scripts) => {
  const { installer, host, pack, copied, stateDir } = await probed(options);
  const { sha256 } = await installer.install({ path: await pack('1', 'good') });
  const before = await snapshot(stateDir);
  const failing = installer.install({ path: await pack('2', 'bad') });
  await expect(failing).rejects.toMatchObject({
    code: 'OTAU_ROLLED_BACK',
    message: matching(/^a 2 did not do well: it was BACKOFF after it had run for 1 s\. Version 1 is in use again\.$/),
    output: '',
  });
  expect(formatInstallFailure('a.v2.tar.gz', await failing.catch((error: unknown) => error))).toContain('Version 1');
  expect(host.confs.get('a')).toBe(confOf('good'));
  expect(await copied()).toBe(scripts);
  expect(await installer.inventory()).toMatchObject([{ version: '1', sha256 }]);
  const { 'inventory.json': rows, ...rest } = await snapshot(stateDir);
  expect({ ...rest, 'inventory.json': before['inventory.json'] }).toEqual(before);
  expect(rows).toContain('"quarantine"');
});

test('what was rolled back does not come again unasked; forcing it is recorded (otau 3.6, 4.2)', async () => {
  const { installer, pack, host } = await probed();
  await installer.install({ path: await pack('1', 'good') });
  const bad = await pack('2', 'bad');
  await expect(installer.install({ path: bad })).rejects.toMatchObject({ code: 'OTAU_ROLLED_BACK' });
  const calls = host.calls.length;
  await expect(installer.install({ path: bad })).rejects.toMatchObject({
    code: 'OTAU_QUARANTINED',
    message: matching(/BACKOFF/),
  });
  expect(host.calls).toHaveLength(calls);
  await expect(installer.install({ path: bad, force: true })).rejects.toMatchObject({ code: 'OTAU_ROLLED_BACK' });
  expect(await installer.install({ path: await pack('3', 'better'), force: true })).toMatchObject({ version: '3' });
  expect(await installer.inventory()).toMatchObject([{ version: '3', forced: true }]);
});

test('the first version of an app that does not do well is taken away (otau 3.6)', async () => {
  const { installer, host, pack, stateDir } = await probed();
  await expect(installer.install({ path: await pack('1', 'bad') })).rejects.toMatchObject({
    code: 'OTAU_ROLLED_BACK',
    message: matching(/a is not installed\.$/),
  });
  expect([...host.confs]).toEqual([]);
  const rest = await snapshotOfTrees(stateDir);
  expect(rest).toEqual(EMPTY);
});

test('a version that cannot be brought back is told, and holds nothing up (otau 3.4)', async () => {
  const { installer, host, folder } = await probed();
  const once = `${SCRIPT}test ! -e ${folder}/once || exit 7\ntouch ${folder}/once\n`;
  await installer.install({
    path: await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': once, 'supervisor.conf': confOf('good') }),
  });
  const bad = await writeApp(folder, 'a.v2.tar.gz', { 'install.sh': SCRIPT, 'supervisor.conf': confOf('bad') });
  await expect(installer.install({ path: bad })).rejects.toMatchObject({
    code: 'OTAU_ROLLED_BACK',
    message: matching(/Going back was not smooth: version 1 could not be installed again: .*exit code 7/),
  });
  expect(host.confs.get('a')).toBe(confOf('good'));
  expect(await installer.inventory()).toMatchObject([{ version: '1' }]);
});

test('a program that cannot be started is undone, too', async () => {
  const host = programHost();
  const { installer, pack } = await probed({
    host: {
      ...host,
      apply: (name, conf) =>
        conf.includes('bad') ? Promise.reject(new Error('no such binary')) : host.apply(name, conf),
    },
  });
  await installer.install({ path: await pack('1', 'good') });
  await expect(installer.install({ path: await pack('2', 'bad') })).rejects.toMatchObject({
    code: 'OTAU_APPLY_FAILED',
  });
  expect(host.confs.get('a')).toBe(confOf('good'));
  expect(host.calls.filter((call) => call === 'apply a')).toHaveLength(2);
  // It was not its fault for sure: it may come again.
  await expect(installer.install({ path: await pack('2', 'bad') })).rejects.toMatchObject({
    code: 'OTAU_APPLY_FAILED',
  });
});

test('two versions with the same bytes are one package: going back leads to the last that was different (otau 3.1)', async () => {
  const { installer, pack } = await probed();
  await installer.install({ path: await pack('1', 'old') });
  const { sha256 } = await installer.install({ path: await pack('2', 'new') });
  await installer.install({ path: await pack('3', 'new') });
  expect(await installer.inventory()).toMatchObject([{ version: '3', sha256, previous: { version: '1' } }]);
  await installer.rollback('a');
  expect(await installer.inventory()).toMatchObject([{ version: '1' }]);
});
