import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { configure, engineChanges, gatewayChanges } from '../../src/cli/configure.ts';
import type { GweFlags } from '../../src/cli/program.ts';
import { gatewayPaths } from '../../src/paths.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function run(flags: GweFlags, root?: string) {
  const paths = gatewayPaths(root ?? (await temporaryFolder()));
  const printed: string[] = [];
  const warned: string[] = [];
  const done = await configure(flags, paths, {
    print: (text) => printed.push(text),
    warn: (text) => warned.push(text),
  });
  return { done, paths, printed: printed.join(''), warned };
}

test('sets several fields at once and prints the new configuration (gwe 13, 25, 26, 28)', async () => {
  const { printed } = await run({ setProductId: 'pid', setUuid: 'anyserial!@#$%^&*()number' });
  expect(printed).toBe("[device]\ncik = ''\nmodel = pid\nvendor = pid\nuuid = anyserial!@#$%^&*()number\niface = ''\n");
});

test('two apostrophes clear a field (gwe 29)', async () => {
  const { paths } = await run({ setUuid: 'S-1' });
  expect((await run({ setUuid: "''" }, paths.root)).printed).toContain("uuid = ''\n");
});

test('a debug level alone is stored; beside another action it is for that action only (gwe 16)', () => {
  expect(engineChanges({ setDebugLevel: 'DEBUG' })).toEqual({ debugLevel: 'DEBUG' });
  expect(engineChanges({ setDebugLevel: 'DEBUG', once: true })).toEqual({});
});

test('an interface that does not exist is a warning, not a failure (gwe 36)', async () => {
  const { done, warned, printed } = await run({ setIface: 'nope0' });
  expect(done).toBe(true);
  expect(warned).toEqual([expect.stringContaining('nope0')]);
  expect(printed).toContain('iface = nope0\n');
});

test('with -d DEBUG it says which MAC the interface has (gwe 27)', async () => {
  const { printed } = await run({ setIface: 'lo', setDebugLevel: 'DEBUG' });
  expect(printed).toMatch(/^Found interface 'lo' with MAC address \(serial\/uuid\): 00:00:00:00:00:00\n\[device\]\n/);
});

test('settings of the engine go into Engine.config (gwe 17)', async () => {
  const { paths } = await run({ setUpdateInterval: 60, setPlatformUrl: 'http://127.0.0.1:8088' });
  const text = await readFile(paths.engineConfig, 'utf8');
  expect(text).toContain('update_interval = 60\n');
  expect(text).toContain('platform_url = http://127.0.0.1:8088\n');
});

test('without a setter nothing is done', async () => {
  expect((await run({ once: true })).done).toBe(false);
  expect(gatewayChanges({})).toEqual({});
});
