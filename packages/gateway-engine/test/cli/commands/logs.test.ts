import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { gatewayPaths } from '../../../src/paths.ts';
import { gwe } from '../../fixtures/gwe.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('prints the end of what an app printed, from where its conf sends it (gwe 92)', async () => {
  const root = await temporaryFolder();
  const { supervisorConfDir, logDir } = gatewayPaths(root);
  await mkdir(supervisorConfDir, { recursive: true });
  await mkdir(logDir, { recursive: true });
  await writeFile(join(logDir, 'app.log'), 'one\ntwo\nthree\n');
  expect(await gwe(root, 'logs', 'app', '-n', '2')).toMatchObject({ code: 0, stdout: 'two\nthree\n' });
  const elsewhere = join(root, 'elsewhere.log');
  await writeFile(elsewhere, 'here\n');
  const conf = `[program:app]\ncommand = /bin/cat\nstdout_logfile = ${elsewhere}\n`;
  await writeFile(join(supervisorConfDir, 'app.conf'), conf);
  expect((await gwe(root, 'logs', 'app')).stdout).toBe('here\n');
  expect(await gwe(root, 'logs', 'nothing')).toMatchObject({ code: 1, stdout: '' });
});
