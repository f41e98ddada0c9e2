import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createInstaller, type Installer } from '@gateway-engine/otau';
import { expect, test } from 'vitest';

import { buildApp, checkFile, installApps } from '../../src/cli/packages.ts';
import { writeApp } from '../fixtures/app.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

function capture() {
  const printed: string[] = [];
  const warned: string[] = [];
  const output = {
    print: (text: string) => printed.push(text),
    warn: (text: string) => warned.push(text),
    prompt: () => undefined,
  };
  return { output, printed, warned };
}

async function build(folder: string, name: string, installScript: string): Promise<string> {
  const { output, printed } = capture();
  const buildfile = await writeApp(join(folder, name), { name, version: '1', installScript });
  expect(await buildApp({ buildfile }, { PATH: '/usr/bin:/bin' }, output)).toBe(0);
  return printed.join('').trim();
}

function installerIn(folder: string): Installer {
  const unused = () => Promise.reject(new Error('these apps have no program'));
  const host = { check: unused, apply: unused, remove: unused, state: unused };
  return createInstaller({
    stateDir: join(folder, 'state'),
    host,
    env: { PATH: '/usr/bin:/bin', OUT: join(folder, 'out') },
  });
}

test('a build prints the full path of the tarball and nothing else (gwe 11, 107)', async () => {
  const folder = await temporaryFolder();
  expect(await build(folder, 'counter', '#!/bin/sh\n')).toBe(join(folder, 'counter/counter.v1.tar.gz'));
});

test('a good build file and a good tarball print [PASS] (gwe 21, 22, 108)', async () => {
  const folder = await temporaryFolder();
  const tarball = await build(folder, 'counter', '#!/bin/sh\necho hello\n');
  const { output, printed } = capture();
  expect(await checkFile('tarball', tarball, folder, output)).toBe(0);
  expect(await checkFile('buildfile', join(folder, 'counter/counter.json'), folder, output)).toBe(0);
  expect(printed.at(-1)).toBe('[PASS]\n');
});

test('a bad one prints every finding and fails (gwe 108)', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'broken.json');
  await writeFile(path, '{"name":"a b","includes":7}');
  const { output, printed } = capture();
  expect(await checkFile('buildfile', path, folder, output)).toBe(1);
  expect(printed.filter((line) => line.startsWith('error: ')).length).toBeGreaterThan(1);
  expect(printed.at(-1)).toBe('[FAIL]\n');
});

test('tarballs are installed in their order, by the installer of updates over the air (gwe 12, 74)', async () => {
  const folder = await temporaryFolder();
  const first = await build(folder, 'first', '#!/bin/sh\necho first >> "$OUT"\n');
  const second = await build(folder, 'second', '#!/bin/sh\necho second >> "$OUT"\n');
  const { output, printed } = capture();
  expect(await installApps([second, first], installerIn(folder), output)).toBe(0);
  expect(await readFile(join(folder, 'out'), 'utf8')).toBe('second\nfirst\n');
  expect(printed).toHaveLength(2);
});

test('one that fails stops the rest and says which were not attempted', async () => {
  const folder = await temporaryFolder();
  const bad = await build(folder, 'bad', '#!/bin/sh\necho out of luck\nexit 3\n');
  const good = await build(folder, 'good', '#!/bin/sh\n');
  const { output, warned } = capture();
  expect(await installApps([bad, good], installerIn(folder), output)).toBe(1);
  expect(warned.join('\n')).toMatch(/out of luck[\s\S]*not attempted: .*good\.v1\.tar\.gz/);
});

test('a tarball whose conf supervisord would refuse is found before it is on a gateway (otau 1.6)', async () => {
  const folder = await temporaryFolder();
  const app = {
    name: 'bad',
    version: '1',
    installScript: '#!/bin/sh\n',
    supervisorConf: '[supervisord]\nautostart = perhaps\n',
  };
  const built = capture();
  await buildApp({ buildfile: await writeApp(join(folder, 'bad'), app) }, { PATH: '/usr/bin:/bin' }, built.output);
  const { output, printed } = capture();
  expect(await checkFile('tarball', built.printed.join('').trim(), folder, output)).toBe(1);
  expect(printed.join('')).toContain('autostart');
});
