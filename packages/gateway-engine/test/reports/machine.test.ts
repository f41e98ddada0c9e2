import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { collectMachineFacts, parseOsRelease, readTemperature } from '../../src/reports/machine.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('tells kernel, system, uptime, load and what this machine takes for the time (gwe 53)', async () => {
  const facts = await collectMachineFacts(86_400_500);
  expect(facts.kernel).toMatch(/^\d+\.\d+/);
  expect(facts.os).not.toBe('');
  expect(facts.uptime_s).toBeGreaterThan(0);
  expect(facts.load).toHaveLength(3);
  expect(facts.clock_s).toBe(86_400);
});

test('takes the name for people from os-release, quoted or not', () => {
  expect(parseOsRelease('ID=debian\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n')).toBe(
    'Debian GNU/Linux 12 (bookworm)',
  );
  expect(parseOsRelease("PRETTY_NAME='A B'\n")).toBe('A B');
  expect(parseOsRelease('PRETTY_NAME=Buildroot\n')).toBe('Buildroot');
  expect(parseOsRelease('ID=x\n')).toBe('');
});

test('tells the hottest sensor, or that there is none', async () => {
  const folder = await temporaryFolder();
  expect(await readTemperature(folder)).toBeNull();
  for (const [zone, text] of ['41500\n', '52250\n', 'broken\n'].entries()) {
    await mkdir(join(folder, `thermal_zone${zone}`));
    await writeFile(join(folder, `thermal_zone${zone}`, 'temp'), text);
  }
  expect(await readTemperature(folder)).toBe(52.25);
});
