import { expect, test } from 'vitest';

import { gwe } from '../../fixtures/gwe.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('tells every value with its source, and the CIK only in short (gwe 128)', async () => {
  const root = await temporaryFolder();
  await gwe(root, '--set-product-id', 'pid', '--set-cik', 'abcdefgh'.repeat(5), '--set-update-interval', '60');
  const { code, stdout } = await gwe(root, 'config');
  expect(code).toBe(0);
  const lines = stdout.split('\n').map((line) => line.split(/ +/));
  expect(lines).toContainEqual(['root', root, 'GWE_ROOT']);
  expect(lines).toContainEqual(['cik', 'abcdefgh…', expect.stringContaining('Gateway.cfg')]);
  expect(lines).toContainEqual(['update_interval', '60', 's', expect.stringContaining('Engine.config')]);
  expect(lines).toContainEqual(['platform_url', 'https://pid.m2.exosite.com', 'default']);
  expect(lines).toContainEqual(['uuid', '-', 'not', 'set']);
});

test('a mistake in a file is told with the nearest key, and nothing else is', async () => {
  const root = await temporaryFolder();
  await gwe(root, '--set-update-interval', '60');
  const { paths } = { paths: `${root}/etc/gateway-engine/Engine.config` };
  await import('node:fs/promises').then(({ appendFile }) => appendFile(paths, 'user_agnet = x\n'));
  const { code, stdout, stderr } = await gwe(root, 'config');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('did you mean user_agent?');
});
