import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInstaller } from '../../src/install/installer.ts';
import { type Machine } from '../../src/journal/machine.ts';
import { writeApp } from '../fixtures/app.ts';
import { crashingFiles } from '../fixtures/crashing-files.ts';
import { snapshot } from '../fixtures/folder.ts';
import { SCRIPT, setUp } from '../fixtures/installer.ts';
import { confOf, managedTrust, programHost } from '../fixtures/programs.ts';
import { quickClock } from '../fixtures/quick-clock.ts';
import { matching } from '../fixtures/text.ts';

const bootOf = (id: string): Machine => ({ bootId: () => Promise.resolve(id), uptimeMs: () => 1000 });

/** Version 1 is installed, and power goes in the update to 2 when the journal has a state. */
async function cutAt(state: string, { managed = false, exitCode = 0, word = 'two' } = {}) {
  const host = programHost((conf) => (conf.includes('bad') ? ['FATAL'] : ['RUNNING']));
  const shared = {
    host,
    clock: quickClock(),
    probation: { healthySeconds: 2 },
    ...(managed ? { trust: managedTrust() } : {}),
  };
  const { folder, stateDir, installer } = await setUp({ ...shared, machine: bootOf('first') });
  const pack = (version: string, name: string, code = 0) =>
    writeApp(folder, `a.v${version}.tar.gz`, {
      'install.sh': `${SCRIPT}echo ${version} >> ${folder}/ran\nexit ${code}\n`,
      'supervisor.conf': confOf(name),
    });
  await installer.install({ path: await pack('1', 'one') });
  const dying = createInstaller({ stateDir, ...shared, machine: bootOf('first'), files: crashingFiles(state) });
  await expect(dying.install({ path: await pack('2', word, exitCode), id: 'r' })).rejects.toThrow();
  const next = createInstaller({ stateDir, ...shared, machine: bootOf('second') });
  const ran = async () => (await readFile(join(folder, 'ran'), 'utf8')).trim().split('\n');
  return { host, folder, stateDir, next, ran, pack };
}

test('downloading: nothing has changed, and the same request carries it out (otau 3.3)', async () => {
  const { next, ran, folder } = await cutAt('downloading');
  expect(await next.recover()).toEqual([]);
  expect(await next.install({ path: join(folder, 'a.v2.tar.gz'), id: 'r' })).toMatchObject({ version: '2' });
  expect(await ran()).toEqual(['1', '2']);
});

test.each(['staging', 'staged', 'switching', 'probation', 'committed'])(
  '%s: goes on to the new version, and its script runs once (otau 3.3)',
  async (state) => {
    const { next, ran, host } = await cutAt(state);
    expect(await next.recover()).toMatchObject([{ id: 'r', outcome: 'done', report: { version: '2' } }]);
    expect(await ran()).toEqual(['1', '2']);
    expect(host.confs.get('a')).toBe(confOf('two'));
    expect(await next.inventory()).toMatchObject([{ version: '2', previous: { version: '1' } }]);
    expect(await next.pending()).toBeUndefined();
    // The report stays until it is acknowledged, and is not made twice.
    expect(await next.recover()).toHaveLength(1);
    await next.acknowledge(['r']);
    expect(await next.recover()).toEqual([]);
  },
);

test('installing: a legacy script is never run twice, and that is reported (otau 3.3)', async () => {
  const { next, ran, folder, host } = await cutAt('installing');
  const [report] = await next.recover();
  expect(report).toMatchObject({ outcome: 'interrupted', error: { code: 'OTAU_INTERRUPTED', retryable: true } });
  await expect(next.install({ path: join(folder, 'a.v2.tar.gz'), id: 'r' })).rejects.toMatchObject({
    code: 'OTAU_INTERRUPTED',
  });
  expect(await ran()).toEqual(['1']);
  expect(host.confs.get('a')).toBe(confOf('one'));
  expect(await next.inventory()).toMatchObject([{ version: '1' }]);
});

test.each(['installing', 'switching'])('%s of a managed app before its link: undone (otau 3.3, 3.4)', async (state) => {
  const { next, stateDir, host } = await cutAt(state, { managed: true });
  expect(await next.recover()).toMatchObject([{ outcome: 'rolledBack', error: { code: 'OTAU_INTERRUPTED' } }]);
  const [row] = await next.inventory();
  expect(row?.version).toBe('1');
  expect((await snapshot(stateDir))['apps/a/current']).toBe(`-> ${row?.sha256 ?? ''}`);
  expect(host.confs.get('a')).toBe(confOf('one'));
});

test('rollingBack: goes on, and the former script runs at most once (otau 3.3, 3.6)', async () => {
  const { next, ran, host } = await cutAt('rollingBack', { word: 'bad' });
  expect(await next.recover()).toMatchObject([{ outcome: 'rolledBack', error: { code: 'OTAU_ROLLED_BACK' } }]);
  expect(await ran()).toEqual(['1', '2', '1']);
  expect(host.confs.get('a')).toBe(confOf('one'));
  expect(await next.inventory()).toMatchObject([{ version: '1' }]);
});

test('rebooting: the reboot was expected, the program is watched after it (otau 3.3, 3.5)', async () => {
  const { next, pack, stateDir, host, folder } = await cutAt('downloading');
  expect(await next.install({ path: await pack('3', 'three', 101) })).toMatchObject({
    outcome: 'reboot',
    probation: 'pending',
  });
  expect(await next.recover()).toEqual([]);
  expect(await next.inventory()).toMatchObject([{ version: '3', probation: { result: 'pending' } }]);
  const shared = { stateDir, host, clock: quickClock(), probation: { healthySeconds: 2 } };
  const third = createInstaller({ ...shared, machine: bootOf('third') });
  expect(await third.recover()).toEqual([]);
  expect(await third.inventory()).toMatchObject([{ version: '3', probation: { result: 'passed' } }]);
  await third.install({ path: await writeApp(folder, 'b.v1.tar.gz', { 'install.sh': SCRIPT }) });
  await third.install({ path: await pack('4', 'bad', 101) });
  const fourth = createInstaller({ ...shared, machine: bootOf('fourth') });
  expect(await fourth.recover()).toMatchObject([{ outcome: 'rolledBack', error: { code: 'OTAU_ROLLED_BACK' } }]);
  expect(await fourth.inventory()).toMatchObject([{ name: 'a', version: '3' }, { name: 'b' }]);
});

test('a journal that cannot be read: back to the inventory, quarantined, reported, and only once (otau 3.3)', async () => {
  const { next, stateDir, folder, host } = await cutAt('probation');
  await writeFile(join(stateDir, 'journal.json'), '{"format":1,"oper');
  expect(await next.recover()).toMatchObject([{ outcome: 'rolledBack', error: { code: 'OTAU_STATE_CORRUPT' } }]);
  expect(host.confs.get('a')).toBe(confOf('one'));
  expect(await next.inventory()).toMatchObject([{ version: '1' }]);
  await expect(next.install({ path: join(folder, 'a.v2.tar.gz') })).rejects.toMatchObject({ code: 'OTAU_QUARANTINED' });
  await next.acknowledge((await next.recover()).map(({ id }) => id));
  expect(await next.recover()).toEqual([]);
  await writeFile(join(stateDir, 'journal.json'), 'nothing was being changed');
  expect(await next.recover()).toMatchObject([{ outcome: 'interrupted' }]);
  expect(await next.inventory()).toHaveLength(1);
});

test('what turns in a circle is rolled back once and quarantined (otau 3.3)', async () => {
  const { next, stateDir, folder } = await cutAt('probation');
  const path = join(stateDir, 'journal.json');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/"saves":\d+/, '"saves":41'));
  expect(await next.recover()).toMatchObject([
    { outcome: 'rolledBack', error: { message: matching(/without coming to an end/) } },
  ]);
  await expect(next.install({ path: join(folder, 'a.v2.tar.gz') })).rejects.toMatchObject({ code: 'OTAU_QUARANTINED' });
  expect(await next.install({ path: join(folder, 'a.v2.tar.gz'), force: true })).toMatchObject({ version: '2' });
});

test('a kept tarball that has rotted is not installed (otau 3.3)', async () => {
  const { next, stateDir, ran } = await cutAt('staging');
  const [row] = await next.inventory();
  const state = await snapshot(stateDir);
  const fresh = Object.keys(state).find(
    (name) => /^packages\/[0-9a-f]{64}/.test(name) && !name.includes(row?.sha256 ?? ''),
  );
  await writeFile(join(stateDir, fresh ?? ''), 'rotten');
  expect(await next.recover()).toMatchObject([{ outcome: 'failed', error: { code: 'OTAU_STATE_CORRUPT' } }]);
  expect(await ran()).toEqual(['1']);
});
