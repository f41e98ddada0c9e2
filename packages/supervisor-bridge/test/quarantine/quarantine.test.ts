import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createSupervisord } from '../../src/daemon/supervisord.ts';
import { quarantineConfs, type QuarantineOptions } from '../../src/quarantine/quarantine.ts';
import { temporaryFolder } from '../support/folders.ts';
import { errorOf } from '../support/refusal.ts';

// Many real processes: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 90_000 });

const good = (name: string): string => `[program:${name}]\ncommand = /bin/sleep 1000\nautostart = no\n`;

/** A main conf and its folder with these files. */
function confs(
  files: Readonly<Record<string, string | Uint8Array>>,
  context?: Parameters<typeof temporaryFolder>[0],
): QuarantineOptions {
  const root = temporaryFolder(context);
  const dir = join(root, 'conf.d');
  mkdirSync(dir);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  const mainConfPath = join(root, 'supervisord.conf');
  const logs = `logfile = ${root}/s.log\npidfile = ${root}/s.pid\nchildlogdir = ${root}\n`;
  writeFileSync(mainConfPath, `[supervisord]\n${logs}[include]\nfiles = conf.d/*.conf\n`);
  return { mainConfPath, dir };
}

const movedBy = async (options: QuarantineOptions): Promise<readonly string[]> =>
  (await quarantineConfs(options)).moved.map(({ file }) => file).sort();

test.concurrent('nothing is touched while supervisord can start', async (context) => {
  const options = confs({ 'a.conf': good('a'), 'b.conf': good('b') }, context);
  expect(await quarantineConfs(options)).toEqual({ moved: [], created: [], checkedBy: 'supervisor' });
  expect(readdirSync(options.dir)).toEqual(['a.conf', 'b.conf']);
});

test.concurrent(
  'every file that would stop supervisord is moved, with its reason, and no other (supervisord 1.7)',
  async (context) => {
    const options = confs(
      {
        'a.conf': good('a'),
        'bom.conf': `\ufeff${good('bom')}`,
        'latin.conf': Buffer.from('; caf\xe9\n[program:l]\ncommand=x\n', 'latin1'),
        'nul.conf': '[program:nul]\ncommand = /bin/true\u0000\n',
        'parse.conf': `${good('parse')}foo\n`,
        'percent.conf': '[program:percent]\ncommand = /bin/echo 100%\n',
        'user.conf': `${good('user')}user = no-such-user\n`,
        'z.conf': good('z'),
      },
      context,
    );
    const bad = ['bom.conf', 'latin.conf', 'nul.conf', 'parse.conf', 'percent.conf', 'user.conf'];
    expect(await movedBy(options)).toEqual(bad);
    expect(readdirSync(options.dir).sort()).toEqual(['.quarantine', 'a.conf', 'z.conf']);
    const aside = join(options.dir, '.quarantine');
    expect(readdirSync(aside).sort()).toEqual(bad.flatMap((file) => [file, `${file}.why`]).sort());
    expect(readFileSync(join(aside, 'user.conf.why'), 'utf8')).toContain('no-such-user');
    expect(await movedBy(options)).toEqual([]);
  },
);

test.concurrent(
  'a FIFO, on which supervisord would wait for ever, is moved; a dangling link and a folder stay',
  async (context) => {
    const options = confs({ 'a.conf': good('a') }, context);
    execFileSync('mkfifo', [join(options.dir, 'fifo.conf')]);
    symlinkSync('/nonexistent', join(options.dir, 'link.conf'));
    mkdirSync(join(options.dir, 'folder.conf'));
    expect(await movedBy(options)).toEqual(['fifo.conf']);
  },
);

test.concurrent(
  'a missing folder of a log file is created, or the file moved where that is not wanted',
  async (context) => {
    const folder = join(temporaryFolder(context), 'var/log/app');
    const text = `${good('app')}stdout_logfile = ${folder}/app.log\n`;
    expect(await movedBy({ ...confs({ 'app.conf': text }, context), createLogFolders: false })).toEqual(['app.conf']);
    expect(await quarantineConfs(confs({ 'app.conf': text }, context))).toMatchObject({ moved: [], created: [folder] });
    expect(existsSync(folder)).toBe(true);
  },
);

test.concurrent('a mistake in the main conf is told, and moves nothing', async (context) => {
  const options = confs({ 'a.conf': good('a') }, context);
  writeFileSync(options.mainConfPath, '[supervisord]\nlogfile_maxbytes = much\n[include]\nfiles = conf.d/*.conf\n');
  const error = await errorOf(() => quarantineConfs(options));
  expect(error.code).toBe('SUPERVISOR_CONF_BROKEN');
  expect(error.message).toContain("'much'");
  expect(readdirSync(options.dir)).toEqual(['a.conf']);
});

test.concurrent('without Python the checks of this package decide', async (context) => {
  const options = confs({ 'a.conf': good('a'), 'bad.conf': `${good('bad')}autostart = perhaps\n` }, context);
  const result = await quarantineConfs({ ...options, pythonPath: '/nonexistent/python3' });
  expect(result).toMatchObject({ moved: [{ file: 'bad.conf' }], checkedBy: 'typescript' });
});

test.concurrent('a private supervisord starts in spite of a bad file, when asked to (design 4.8)', async (context) => {
  const daemon = createSupervisord({ root: temporaryFolder(context), quarantine: true });
  context.onTestFinished(() => daemon.stop());
  mkdirSync(daemon.confDir, { recursive: true });
  writeFileSync(join(daemon.confDir, 'a.conf'), good('a'));
  writeFileSync(join(daemon.confDir, 'bad.conf'), '[program:bad]\n');
  await daemon.start();
  expect((await daemon.rpc.status()).map(({ name }) => name)).toEqual(['a']);
  rmSync(join(daemon.confDir, '.quarantine'), { recursive: true });
});
