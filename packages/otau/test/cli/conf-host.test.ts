import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createConfHost, formatConf } from '../../src/cli/conf-host.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';

test('writes the conf that supervisord would get, and runs nothing (gwe 94, 95)', async () => {
  const folder = join(await freshFolder(), 'conf.d');
  const host = createConfHost(folder);
  expect(await host.state('app')).toBe('UNKNOWN');
  await host.apply('app', '[supervisord]\ncommand = /bin/app\nredirect_stderr = false\n');
  expect(await readFile(join(folder, 'app.conf'), 'utf8')).toBe(
    '[program:app]\ncommand = /bin/app\nredirect_stderr = false\nstdout_logfile = /var/log/app.log\n' +
      'stdout_logfile_maxbytes = 200KB\nstdout_logfile_backups = 1\n',
  );
  expect(await host.state('app')).toBe('STOPPED');
  await host.remove('app');
  await host.remove('app');
  expect(await snapshot(folder)).toEqual({});
});

test.each(['command = x', '[supervisord]\n[program:other]\n', '[program:app]\ncommand=x'])(
  'refuses %j, which is not the one section [supervisord] (gwe 93)',
  async (conf) => {
    expect(() => formatConf('app', conf)).toThrow('the one section [supervisord]');
    await expect(Promise.resolve().then(() => createConfHost('/nonexistent').check('app', conf))).rejects.toThrow(
      '[supervisord]',
    );
  },
);
