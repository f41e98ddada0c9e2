import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/folders.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

test('validate says what is wrong, where, and how to write it instead', () => {
  const dir = temporaryFolder();
  const [good, bad] = [join(dir, 'good.conf'), join(dir, 'bad.conf')];
  writeFileSync(good, '[supervisord]\ncommand = /bin/true\n');
  writeFileSync(bad, '[supervisord]\ncommand = /bin/echo 100%\nautostart = y\nautorestrat = yes\n');
  expect(run('validate', good)).toEqual({ code: 0, out: `${good}: good\n`, err: '' });
  const { code, out, err } = run('validate', good, bad);
  expect([code, err]).toEqual([1, '']);
  expect(out).toContain(
    `${bad}:2: error: command: "%" is not an expression of supervisord: write %% for a percent sign`,
  );
  expect(out).toContain(`${bad}:3: error: autostart: "y" must be true or false`);
  expect(out).toContain(
    `${bad}:4: warning: autorestrat: is not a key of supervisord and is left out: did you mean autorestart?`,
  );
});

test('a file that cannot be read is one clear line', () => {
  const { code, out, err } = run('validate', '/nonexistent/x.conf');
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^supervisor-bridge: Cannot read \/nonexistent\/x\.conf: .*\(SUPERVISOR_FILE_UNUSABLE\)\n$/u);
});

test('quarantine makes supervisord startable again', () => {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'conf.d'));
  const conf = join(dir, 'main.conf');
  writeFileSync(conf, `[supervisord]\nlogfile = ${dir}/l\npidfile = ${dir}/p\n[include]\nfiles = conf.d/*.conf\n`);
  writeFileSync(join(dir, 'conf.d/bad.conf'), '[program:bad]\n');
  const first = run('quarantine', '--conf', conf, '--dir', join(dir, 'conf.d'));
  expect([first.code, first.err]).toEqual([0, '']);
  expect(first.out).toContain(`moved bad.conf to ${dir}/conf.d/.quarantine/bad.conf: program section program:bad`);
  expect(existsSync(join(dir, 'conf.d/bad.conf'))).toBe(false);
  const second = run('quarantine', '--conf', conf, '--dir', join(dir, 'conf.d'));
  expect(second).toEqual({ code: 0, out: "all good (checked by supervisord's own parser)\n", err: '' });
});

test('help teaches; wrong usage is exit code 2', () => {
  expect(run('--help').out).toContain('Exit codes: 0 good');
  const wrong = run('validat', 'x');
  expect([wrong.code, wrong.out]).toEqual([2, '']);
  expect(wrong.err).toContain('there is no command "validat"');
});
