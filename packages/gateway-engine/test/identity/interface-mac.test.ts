import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readInterfaceMac } from '../../src/identity/interface-mac.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('gives the MAC address upper case with colons (gwe 33)', async () => {
  const sysfs = await temporaryFolder();
  await mkdir(join(sysfs, 'eth0'));
  await writeFile(join(sysfs, 'eth0/address'), 'de:ad:be:ef:00:01\n');
  expect(await readInterfaceMac('eth0', sysfs)).toBe('DE:AD:BE:EF:00:01');
});

test('an interface that does not exist gives nothing, not a failure (gwe 36)', async () => {
  expect(await readInterfaceMac('eth9', await temporaryFolder())).toBeUndefined();
});

test('a name that would leave the folder of interfaces is not looked up', async () => {
  const sysfs = await temporaryFolder();
  await writeFile(join(sysfs, 'address'), 'de:ad:be:ef:00:01\n');
  expect(await readInterfaceMac('.', sysfs)).toBeUndefined();
  expect(await readInterfaceMac('x/..', sysfs)).toBeUndefined();
});

test('reads a real interface of this machine', async () => {
  expect(await readInterfaceMac('lo')).toBe('00:00:00:00:00:00');
});
