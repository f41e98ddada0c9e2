import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Content } from '../../src/install/contracts.ts';
import { appPackage, CONF, fakeHost, writeApp } from '../fixtures/app.ts';
import { snapshot } from '../fixtures/folder.ts';
import { HOSTILE_ARCHIVES } from '../fixtures/hostile-archives.ts';
import { digest, EMPTY, SCRIPT, setUp } from '../fixtures/installer.ts';
import { inChunks } from '../fixtures/tar-builder.ts';

test('runs install.sh once in its tree, applies the conf, then remembers the app (otau 3.4, gwe 70, 90)', async () => {
  const { folder, stateDir, host, installer } = await setUp({ env: { PATH: '/usr/bin:/bin', GREETING: 'hello' } });
  const script = `${SCRIPT}echo $GREETING $GWE_APP_NAME $GWE_APP_VERSION\necho to stderr >&2\ncp data ${folder}/copied\n`;
  const files = { 'install.sh': script, 'supervisor.conf': CONF, data: 'payload' };
  const path = await writeApp(folder, 'coffee.v1-2.tar.gz', files);
  const sha256 = digest(await readFile(path));
  const report = await installer.install({ path });
  expect(report).toMatchObject({
    name: 'coffee',
    version: '1-2',
    sha256,
    kind: 'program',
    exitCode: 0,
    output: 'hello coffee 1-2\nto stderr\n',
    outcome: 'installed',
  });
  expect(await readFile(join(folder, 'copied'), 'utf8')).toBe('payload');
  expect(host.calls).toEqual([`check coffee ${CONF}`, `apply coffee ${CONF}`]);
  expect(await installer.inventory()).toMatchObject([{ name: 'coffee', version: '1-2', sha256, kind: 'program' }]);
  const state = await snapshot(stateDir);
  expect(state['apps/coffee/current']).toBe(`-> ${sha256}`);
  expect(state[`apps/coffee/${sha256}/data`]).toBe('payload');
  expect(Object.keys(state).filter((name) => /^(packages|staging)\//.test(name))).toEqual([
    'packages/',
    'staging/',
    `packages/${sha256}.tar.gz`,
  ]);
  expect((await stat(join(stateDir, 'packages'))).mode & 0o777).toBe(0o700);
});

test('unwraps a single top directory and runs setup.py with python3 (otau 1.2, gwe 89)', async () => {
  const { folder, host, installer } = await setUp();
  const files = { 'lib/setup.py': 'import sys, os; print(sys.argv[1:], os.path.exists("x"))', 'lib/x': '' };
  const path = await writeApp(folder, 'lib.v1.tar.gz', files);
  expect(await installer.install({ path })).toMatchObject({ kind: 'script', output: "['install'] True\n" });
  expect(host.calls).toEqual([]);
});

test.each([
  [100, 'restartEngine'],
  [101, 'reboot'],
])('exit code %i asks for %s, and the app is installed (otau 3.5)', async (exitCode, outcome) => {
  const { folder, installer } = await setUp();
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': `${SCRIPT}exit ${exitCode}\n` });
  expect(await installer.install({ path })).toMatchObject({ exitCode, outcome });
  expect(await installer.inventory()).toMatchObject([{ name: 'a', exitCode }]);
});

test('a failing script rejects with exit code and output, and is not remembered (otau 3.5)', async () => {
  const { folder, stateDir, host, installer } = await setUp();
  const files = { 'install.sh': `${SCRIPT}echo no room >&2\nexit 3\n`, 'supervisor.conf': CONF };
  const path = await writeApp(folder, 'a.v1.tar.gz', files);
  await expect(installer.install({ path })).rejects.toMatchObject({
    code: 'OTAU_SCRIPT_FAILED',
    exitCode: 3,
    output: 'no room\n',
  });
  expect(host.calls).toEqual([`check a ${CONF}`]);
  expect(await installer.inventory()).toEqual([]);
  expect(await snapshot(stateDir)).toEqual(EMPTY);
});

test('a script that takes too long is stopped and reported with what it said (otau 3.5)', async () => {
  const { folder, installer } = await setUp({ scriptTimeoutMs: 300 });
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': `${SCRIPT}echo begun\nsleep 60\n` });
  await expect(installer.install({ path })).rejects.toMatchObject({ code: 'OTAU_SCRIPT_TIMEOUT', output: 'begun\n' });
});

test('secrets are taken out of the output, of reports and of errors (otau 3.5)', async () => {
  const { folder, installer } = await setUp({ redact: (output) => output.replaceAll('s3cret', '…') });
  const path = await writeApp(folder, 'a.v1.tar.gz', {
    'install.sh': `${SCRIPT}echo s3cret\nexit $(cat code)\n`,
    code: '0',
  });
  expect(await installer.install({ path })).toMatchObject({ output: '…\n' });
  const bad = await writeApp(folder, 'a.v2.tar.gz', {
    'install.sh': `${SCRIPT}echo s3cret\nexit $(cat code)\n`,
    code: '1',
  });
  await expect(installer.install({ path: bad })).rejects.toMatchObject({ output: '…\n' });
});

test('an update keeps the previous tree and tarball, and only those (otau 3.1, 3.4)', async () => {
  const { folder, stateDir, installer } = await setUp();
  const shas: string[] = [];
  for (const version of ['1', '2', '3']) {
    const path = await writeApp(folder, `a.v${version}.tar.gz`, { 'install.sh': SCRIPT, version });
    shas.push((await installer.install({ path })).sha256);
  }
  const [, second = '', third = ''] = shas;
  expect(await installer.inventory()).toMatchObject([
    { version: '3', sha256: third, previous: { version: '2', sha256: second } },
  ]);
  const state = await snapshot(stateDir);
  expect([state['apps/a/current'], state['apps/a/previous']]).toEqual([`-> ${third}`, `-> ${second}`]);
  expect((await readdir(join(stateDir, 'apps', 'a'))).sort()).toEqual(['current', 'previous', second, third].sort());
  expect((await readdir(join(stateDir, 'packages'))).sort()).toEqual(
    [second, third].map((sha) => `${sha}.tar.gz`).sort(),
  );
});

test('the same package may be installed again, and stays its predecessor’s successor (gwe 76)', async () => {
  const { folder, installer, stateDir } = await setUp();
  await installer.install({ path: await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': SCRIPT, v: '1' }) });
  const path = await writeApp(folder, 'a.v2.tar.gz', { 'install.sh': `${SCRIPT}echo x >> ran\n` });
  await installer.install({ path });
  const { sha256 } = await installer.install({ path });
  expect(await installer.inventory()).toMatchObject([{ version: '2', previous: { version: '1' } }]);
  expect((await snapshot(stateDir))[`apps/a/${sha256}/ran`]).toBe('x\n');
});

test('a reinstallation that fails puts the tree back that was in use', async () => {
  const { folder, installer, stateDir } = await setUp();
  const script = `${SCRIPT}test ! -e ${folder}/fail || exit 1\necho state > state\n`;
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': script });
  const { sha256 } = await installer.install({ path });
  await writeFile(join(folder, 'fail'), '');
  await expect(installer.install({ path })).rejects.toMatchObject({ code: 'OTAU_SCRIPT_FAILED' });
  expect((await snapshot(stateDir))[`apps/a/${sha256}/state`]).toBe('state\n');
  expect(await installer.inventory()).toHaveLength(1);
});

test.each(HOSTILE_ARCHIVES.filter((_, index) => index % 7 === 0))(
  'refuses $title before anything runs, and leaves nothing behind (otau 2.5)',
  async ({ bytes, rule }) => {
    const { folder, stateDir, host, installer } = await setUp();
    const path = join(folder, 'a.v1.tar.gz');
    await writeFile(path, bytes);
    await expect(installer.install({ path })).rejects.toMatchObject({ rule });
    expect(await snapshot(stateDir)).toEqual(EMPTY);
    expect(host.calls).toEqual([]);
  },
);

test('a conf that the host refuses stops everything before the script (otau 3)', async () => {
  const host = fakeHost({ refuse: new Error('line 2: command is missing') });
  const { folder, stateDir, installer } = await setUp({ host });
  const files = { 'install.sh': `${SCRIPT}touch ${folder}/ran\n`, 'supervisor.conf': CONF };
  const path = await writeApp(folder, 'a.v1.tar.gz', files);
  await expect(installer.install({ path })).rejects.toMatchObject({
    code: 'OTAU_CONF_REFUSED',
    message: 'The supervisor.conf of a.v1.tar.gz was refused: line 2: command is missing',
  });
  expect(await readdir(folder)).not.toContain('ran');
  expect(await snapshot(stateDir)).toEqual(EMPTY);
});

test('a program that cannot be started is reported with the script’s output, and not remembered', async () => {
  const failure = Object.assign(new Error('supervisord is down'), { retryable: true });
  const { folder, installer } = await setUp({ host: fakeHost({ fail: failure }) });
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': `${SCRIPT}echo ok\n`, 'supervisor.conf': CONF });
  await expect(installer.install({ path })).rejects.toMatchObject({
    code: 'OTAU_APPLY_FAILED',
    retryable: true,
    exitCode: 0,
    output: 'ok\n',
    cause: failure,
  });
  expect(await installer.inventory()).toEqual([]);
});

test('refuses when the disk is too full, and says so (otau 3.10)', async () => {
  const { folder, stateDir, installer } = await setUp({ limits: { reserveBytes: Number.MAX_SAFE_INTEGER } });
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': SCRIPT });
  await expect(installer.install({ path })).rejects.toMatchObject({ code: 'OTAU_DISK_FULL', retryable: true });
  expect(await snapshot(stateDir)).toEqual(EMPTY);
});

test('fetches from the source by name, and knows nothing else about it', async () => {
  const bytes = appPackage({ 'install.sh': SCRIPT });
  const opened: string[] = [];
  const open = (fileName: string): Promise<Content> => {
    opened.push(fileName);
    return Promise.resolve({ body: inChunks(bytes), totalBytes: bytes.length });
  };
  const { installer } = await setUp({ source: { open } });
  expect(await installer.install({ fileName: 'a.v1.tar.gz' })).toMatchObject({ sha256: digest(bytes) });
  expect(opened).toEqual(['a.v1.tar.gz']);
});

test('a bad name is refused before anything is fetched (otau 1.1)', async () => {
  const { installer } = await setUp({ source: { open: () => Promise.reject(new Error('opened')) } });
  await expect(installer.install({ fileName: '../a.v1.tar.gz' })).rejects.toMatchObject({ code: 'OTAU_NAME_INVALID' });
  await expect(installer.install({ fileName: 'gwe.v1.tar.gz' })).rejects.toMatchObject({ code: 'OTAU_NAME_INVALID' });
});

test('without a source, a file name is a mistake of the caller', async () => {
  const { installer } = await setUp();
  await expect(installer.install({ fileName: 'a.v1.tar.gz' })).rejects.toBeInstanceOf(TypeError);
});
