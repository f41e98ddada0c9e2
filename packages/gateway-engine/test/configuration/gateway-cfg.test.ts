import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createGatewayCfg, formatGatewaySettings } from '../../src/configuration/gateway-cfg.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const CIK = 'a'.repeat(40);

async function cfgWith(text?: string) {
  const path = join(await temporaryFolder(), 'Gateway.cfg');
  if (text !== undefined) await writeFile(path, text);
  return createGatewayCfg(path);
}

test('without a file everything is empty; the first change writes what the Python engine shipped (gwe 30)', async () => {
  const cfg = await cfgWith();
  expect(await cfg.read()).toEqual({ cik: '', model: '', vendor: '', uuid: '', iface: '' });
  await cfg.update({});
  const text = await readFile(cfg.path, 'utf8');
  expect(text).toBe("[device]\ncik = ''\nmodel = ''\nvendor = ''\nuuid = ''\niface = ''\n\n");
  expect(Buffer.byteLength(text)).toBe(63);
});

test('takes over a file of the Python engine and keeps all that it does not change (gwe 37)', async () => {
  const text = `; from the old gateway\n[device]\nvendor: pid\nmodel = pid\nuuid = ''\ncik =\niface=eth0\n[other]\nx = 1\n`;
  const cfg = await cfgWith(text);
  expect(await cfg.read()).toEqual({ cik: '', model: 'pid', vendor: 'pid', uuid: '', iface: 'eth0' });
  await cfg.update({ uuid: 'S-1' });
  const changed = await readFile(cfg.path, 'utf8');
  expect(changed).toContain('; from the old gateway\n');
  expect(changed).toContain('[other]\nx = 1\n');
  expect(await cfg.read()).toMatchObject({ uuid: 'S-1', vendor: 'pid' });
});

test('a CIK of another length is never stored (gwe 39)', async () => {
  const cfg = await cfgWith();
  await cfg.update({ cik: CIK });
  const refused = cfg.update({ cik: 'abc' });
  await expect(refused).rejects.toMatchObject({ code: 'GATEWAY_CONFIG_INVALID' });
  expect((await cfg.read()).cik).toBe(CIK);
  await cfg.update({ cik: '' });
  expect((await cfg.read()).cik).toBe('');
});

test('the activation retry interval has a default of 300 s and can be set (gwe 15)', async () => {
  const cfg = await cfgWith();
  expect(await cfg.readActivationRetryS()).toBe(300);
  await cfg.update({ activationRetryS: 5 });
  expect(await cfg.readActivationRetryS()).toBe(5);
  const broken = await cfgWith('[device]\nactivation_retry_interval = often\n');
  await expect(broken.readActivationRetryS()).rejects.toMatchObject({ code: 'GATEWAY_CONFIG_INVALID' });
});

test('prints five lines in the order that people know (gwe 26)', () => {
  expect(formatGatewaySettings({ cik: CIK, model: 'm', vendor: 'v', uuid: '', iface: 'eth0' })).toBe(
    `[device]\ncik = ${CIK}\nmodel = m\nvendor = v\nuuid = ''\niface = eth0\n`,
  );
});
