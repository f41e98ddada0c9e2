import { join } from 'node:path';

import { expect, test } from 'vitest';

import { show } from '../../src/cli/show.ts';
import { createGatewayCfg } from '../../src/configuration/gateway-cfg.ts';
import { gatewayPaths } from '../../src/paths.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function setUp() {
  const paths = gatewayPaths(join(await temporaryFolder(), 'root'));
  const printed: string[] = [];
  const output = { print: (text: string) => void printed.push(text), warn: () => undefined, prompt: () => undefined };
  return { paths, printed, output };
}

test('what was asked for is printed line by line, and nothing else (gwe 7)', async () => {
  const { paths, printed, output } = await setUp();
  expect(await show({}, paths, output)).toBe(false);
  expect(await show({ gatewayCik: true }, paths, output)).toBe(true);
  const cik = 'a'.repeat(40);
  await createGatewayCfg(paths.gatewayCfg).update({ cik });
  await show({ gatewayCik: true, engineConf: true }, paths, output);
  expect(printed).toEqual(["''\n", expect.stringContaining('does not exist: all settings'), `${cik}\n`]);
});

test('an interface that is not there is an error that says where to look (gwe 23)', async () => {
  const { paths, output } = await setUp();
  await expect(show({ macAddress: 'nothing0' }, paths, output)).rejects.toThrow(/no interface nothing0 .* ip link/);
});
