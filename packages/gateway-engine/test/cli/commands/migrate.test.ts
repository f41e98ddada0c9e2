import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { gatewayPaths } from '../../../src/paths.ts';
import { gwe } from '../../fixtures/gwe.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('says what it took over, without the credential, and exits with 1 when something was left', async () => {
  const old = await temporaryFolder();
  const root = await temporaryFolder();
  await mkdir(gatewayPaths(root).supervisorConfDir, { recursive: true });
  const cik = 'c'.repeat(40);
  await writeFile(join(old, 'Gateway.cfg'), `[device]\ncik = ${cik}\nmodel = m\nvendor = v\nuuid = S-1\niface = ''\n`);
  const { code, stdout } = await gwe(root, 'migrate', '--from', old);
  expect(code).toBe(0);
  expect(stdout).toContain(`Took over ${old}/Gateway.cfg\n  identity  v m S-1, activated\n`);
  expect(stdout).not.toContain(cik);
  expect((await gwe(root, '--gateway-cik')).stdout).toBe(`${cik}\n`);
  const nothing = await gwe(root, 'migrate', '--from', join(old, 'elsewhere'));
  expect(nothing.code).toBe(1);
  expect(nothing.stderr).toContain('GATEWAY_NOTHING_TO_MIGRATE');
});
