import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { buildPackage } from '@gateway-engine/otau';
import { expect, test } from 'vitest';

import { writeApp } from '../../fixtures/app.ts';
import { gwe } from '../../fixtures/gwe.ts';
import { DEVICE, startPlatform } from '../../fixtures/platform.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('uploads, has a gateway install, and tells what became of it', async () => {
  const { emulator, client } = await startPlatform();
  await client.activate(DEVICE);
  const folder = await temporaryFolder();
  const buildfile = await writeApp(folder, { name: 'app', version: '2', installScript: '#!/bin/sh\ntrue\n' });
  const { path } = await buildPackage({ buildfilePath: buildfile });
  // A gateway that does as it is told, at once.
  emulator.onWrite(({ alias, text }) => {
    if (alias !== 'engine_fetch' || text === '') return;
    expect(emulator.listContent(DEVICE).map(({ id }) => id)).toEqual(['app.v2.tar.gz']);
    emulator.write(DEVICE, { engine_fetch: '', fetch_status: 'app 2: installed, exit code 0, 0.1 s' });
  });
  const args = ['deploy', path, '--to', DEVICE.serial, '--model', DEVICE.model, '--vendor', DEVICE.vendor];
  const run = await gwe(folder, ...args, '--url', emulator.url, '--vendor-cik', emulator.vendorToken);
  expect(run.stderr).toContain('app.v2.tar.gz is in the content area');
  expect(run.stdout).toContain('S-1     installed app 2: installed, exit code 0, 0.1 s');
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('1 of 1 installed') as string });
});

test('a package that gateways would refuse is not sent to any', async () => {
  const folder = await temporaryFolder();
  const buildfile = await writeApp(folder, { name: 'app', version: '2', installScript: '#!/bin/sh\ntrue\n' });
  const { path } = await buildPackage({ buildfilePath: buildfile });
  await rename(path, join(folder, 'two words.v2.tar.gz'));
  const args = ['deploy', join(folder, 'two words.v2.tar.gz'), '--to', 'S-1', '--model', 'm', '--vendor-cik', 'x'];
  const run = await gwe(folder, ...args);
  expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('OTAU_NAME_INVALID') as string });
});
