import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ConfDocument, parseConf } from '../../src/conf/document.ts';
import { checkDuplicates, checkLogFolders, checkUser, readConf } from '../../src/folder/surroundings.ts';
import { temporaryFolder } from '../support/folders.ts';

const program = (...lines: string[]): ConfDocument => parseConf(['[program:app]', ...lines].join('\n'));

test('finds log files whose folder is missing, after both expansions (supervisord 1.2, 1.7)', async () => {
  const here = temporaryFolder();
  mkdirSync(join(here, '50%'));
  const missing = (value: string): Promise<readonly unknown[]> =>
    checkLogFolders({ name: 'app', document: program(`stdout_logfile = ${value}`), here }, false);
  for (const good of [
    '%(here)s/%(targetname)s.log',
    `${here}/50%%%%/x.log`,
    'NONE',
    '',
    'auto',
    'relative.log',
    '%(ENV_X)s/x',
    '%(here)s/%(process_num)02d%(host_node_name)s.log',
  ]) {
    expect(await missing(good), good).toEqual([]);
  }
  for (const bad of ['/nonexistent/x.log', '%(here)s/none/x', `${here}/51%%%%/x.log`]) {
    expect(await missing(bad), bad).toEqual([expect.objectContaining({ line: 2, key: 'stdout_logfile' })]);
  }
});

test('a folder that only supervisord can know is a mistake where it cannot be asked (supervisord 1.7)', async () => {
  for (const value of ['%(ENV_X)s/x', '%(ENV_X)s', '/tmp/%(process_num)d/x']) {
    const target = { name: 'app', document: program(`stdout_logfile = ${value}`), here: '/tmp' };
    expect(await checkLogFolders(target, true), value).toHaveLength(1);
    expect(await checkLogFolders(target, false), value).toEqual([]);
  }
});

test('looks at the log for errors too', async () => {
  const findings = await checkLogFolders(
    { name: 'app', document: program('stdout_logfile=NONE', 'stderr_logfile=/nonexistent/x'), here: '/tmp' },
    false,
  );
  expect(findings.map(({ line, key }) => [line, key])).toEqual([[3, 'stderr_logfile']]);
});

test('knows the users of this machine by name and number (supervisord 1.4)', async () => {
  expect(await checkUser('app', program('user=root'))).toEqual([]);
  expect(await checkUser('app', program('user=0'))).toEqual([]);
  expect(await checkUser('app', program('command=x'))).toEqual([]);
  expect(await checkUser('app', program('user=no-such-user'))).toEqual([
    expect.objectContaining({ line: 2, key: 'user' }),
  ]);
});

test('finds the same program in another file, which supervisord would merge (supervisord 1.1)', async () => {
  const dir = temporaryFolder();
  const main = join(dir, 'main');
  writeFileSync(main, '[supervisord]\n[program:app]\ncommand=x\n');
  writeFileSync(join(dir, 'app.conf'), '[program:app]\ncommand=x\n');
  expect(await checkDuplicates('app', dir)).toEqual([]);
  writeFileSync(join(dir, 'other.conf'), '[program:app]\nautostart=no\n');
  writeFileSync(join(dir, '.hidden.conf'), '[program:app]\n');
  writeFileSync(join(dir, 'broken.conf'), 'no section\n');
  mkdirSync(join(dir, 'folder.conf'));
  const found = await checkDuplicates('app', dir, main);
  expect(found.map(({ message }) => message.split(' ')[0])).toEqual([join(dir, 'other.conf'), main]);
});

test('reads no conf that is none', async () => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'big'), `[a]\n;${'x'.repeat(1024 * 1024)}`);
  expect(await readConf(join(dir, 'big'))).toBeUndefined();
  expect(await readConf(join(dir, 'none'))).toBeUndefined();
  expect(await readConf(dir)).toBeUndefined();
});
