import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runQuarantine } from '../../src/cli/quarantine.ts';
import { temporaryFolder } from '../support/folders.ts';

test('prints folders that it created', async () => {
  const root = temporaryFolder();
  const dir = join(root, 'conf.d');
  mkdirSync(dir);
  const conf = join(root, 'main.conf');
  writeFileSync(conf, `[supervisord]\nlogfile = ${root}/l\npidfile = ${root}/p\n[include]\nfiles = conf.d/*.conf\n`);
  writeFileSync(join(dir, 'a.conf'), `[program:a]\ncommand = x\nstdout_logfile = ${root}/log/a.log\n`);
  let out = '';
  const output = { write: (text: string) => (out += text) };
  expect(await runQuarantine({ command: 'quarantine', conf, dir }, output)).toBe(0);
  expect(out).toBe(`created ${root}/log\n`);
});
