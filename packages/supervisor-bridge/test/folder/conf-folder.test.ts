import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ConfFolder, createConfFolder } from '../../src/folder/conf-folder.ts';
import { temporaryFolder } from '../support/folders.ts';
import { errorOf, findingsOf } from '../support/refusal.ts';

const GOOD = '[program:app]\ncommand = /bin/true\n';
const NO_PYTHON = { pythonPath: '/nonexistent/python3' };

function folderWith(options: Partial<Parameters<typeof createConfFolder>[0]> = NO_PYTHON): ConfFolder {
  return createConfFolder({ dir: temporaryFolder(), ...options });
}

test('a conf that supervisord approves is put in place, for its owner to read', async () => {
  const folder = folderWith({});
  const path = join(folder.dir, 'app.conf');
  expect(await folder.write('app', GOOD)).toEqual({ path, changed: true, checkedBy: 'supervisor' });
  expect(readFileSync(path, 'utf8')).toBe(GOOD);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder.dir)).toEqual(['app.conf']);
});

test('a conf that supervisord refuses never reaches the folder, and the old one stays (supervisord 0.2)', async () => {
  const folder = folderWith({});
  await folder.write('app', GOOD);
  const findings = await findingsOf(() => folder.write('app', `${GOOD}user = no-such-user\n`));
  expect(findings[0]?.message).toContain(`'${join(folder.dir, 'app.conf')}'`);
  expect(readFileSync(join(folder.dir, 'app.conf'), 'utf8')).toBe(GOOD);
  expect(readdirSync(folder.dir)).toEqual(['app.conf']);
});

test('without Python the checks of this package decide, and the result says so', async () => {
  const folder = folderWith();
  expect(await folder.write('app', GOOD)).toMatchObject({ checkedBy: 'typescript' });
  const user = await findingsOf(() => folder.write('app', `${GOOD}user = no-such-user\n`));
  expect(user.map(({ key }) => key)).toEqual(['user']);
  const log = await findingsOf(() => folder.write('app', `${GOOD}stdout_logfile = /nonexistent/x.log\n`));
  expect(log.map(({ line, key }) => [line, key])).toEqual([[3, 'stdout_logfile']]);
});

test('a check changes nothing', async () => {
  const folder = folderWith();
  expect(await folder.check('app', GOOD)).toEqual({ checkedBy: 'typescript' });
  await findingsOf(() => folder.check('app', '[program:app]\n'));
  expect(readdirSync(folder.dir)).toEqual([]);
});

test('the same text is not written again', async () => {
  const folder = folderWith();
  await folder.write('app', GOOD);
  const before = statSync(join(folder.dir, 'app.conf')).ino;
  expect(await folder.write('app', GOOD)).toMatchObject({ changed: false });
  expect(statSync(join(folder.dir, 'app.conf')).ino).toBe(before);
});

test('the environment of the main conf counts (supervisord 1.2)', async () => {
  const mainConfPath = join(temporaryFolder(), 'main.conf');
  writeFileSync(mainConfPath, '[supervisord]\nenvironment = MINE="1"\n');
  const text = '[program:app]\ncommand = /bin/true %(ENV_MINE)s\n';
  const folder = folderWith({ mainConfPath, environmentNames: ['MINE'] });
  expect(await folder.write('app', text)).toMatchObject({ checkedBy: 'supervisor' });
  const without = folderWith({ environmentNames: ['MINE'], environment: { PATH: '/bin' } });
  expect((await findingsOf(() => without.write('app', text))).map(({ key }) => key)).toEqual(['supervisord']);
});

test('refuses a program that another file defines too', async () => {
  const folder = folderWith();
  writeFileSync(join(folder.dir, 'other.conf'), GOOD);
  expect((await findingsOf(() => folder.write('app', GOOD)))[0]?.message).toContain('other.conf');
});

test('reserved names can be neither written nor removed, and no name leaves the folder', async () => {
  const folder = folderWith();
  writeFileSync(join(folder.dir, 'gwe.conf'), '[program:gwe]\ncommand=x\n');
  for (const name of ['gwe', '../x', '.app', 'a/b', '']) {
    expect((await findingsOf(() => folder.write(name, GOOD)))[0]?.key, name).toBe('name');
    expect((await findingsOf(() => folder.remove(name)))[0]?.key, name).toBe('name');
  }
  const own = createConfFolder({ dir: folder.dir, reservedNames: [], ...NO_PYTHON });
  expect(await own.remove('gwe')).toBe(true);
});

test('lists and finds programs, not other things with such names', async () => {
  const folder = folderWith();
  mkdirSync(join(folder.dir, 'folder.conf'));
  for (const file of ['b.conf', 'a.conf', '.c.conf.tmp', 'README', 'bad name.conf'])
    writeFileSync(join(folder.dir, file), '');
  expect(await folder.list()).toEqual(['a', 'b']);
  expect(await Promise.all(['a', 'folder', 'c', '../a'].map((name) => folder.has(name)))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('removes a program once', async () => {
  const folder = folderWith();
  await folder.write('app', GOOD);
  expect([await folder.remove('app'), await folder.remove('app')]).toEqual([true, false]);
  expect(readdirSync(folder.dir)).toEqual([]);
});

test('a folder that does not exist is said to be missing', async () => {
  const error = await errorOf(() => folderWith({ dir: '/nonexistent/conf.d' }).write('app', GOOD));
  expect(error.code).toBe('SUPERVISOR_FILE_UNUSABLE');
  expect(error.message).toContain('Create the folder');
});

test('an aborted call rejects with its reason and writes nothing', async () => {
  const folder = folderWith();
  const reason = new Error('enough');
  await expect(folder.write('app', GOOD, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(readdirSync(folder.dir)).toEqual([]);
});
