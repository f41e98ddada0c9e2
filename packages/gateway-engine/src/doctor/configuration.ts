import { stat } from 'node:fs/promises';

import { createEngineConfig } from '../configuration/engine-config.ts';
import { createGatewayCfg, type GatewaySettings } from '../configuration/gateway-cfg.ts';
import { readInterfaceMac } from '../identity/interface-mac.ts';
import type { GatewayPaths } from '../paths.ts';
import { failure, type Finding, look, ok, warning } from './finding.ts';

/** Are the configuration files good, private, and do they say who this is? */
export async function lookAtConfiguration(paths: GatewayPaths): Promise<readonly Finding[]> {
  return [
    ...(await look('Engine.config', async () => {
      const { updateIntervalS } = await createEngineConfig(paths.engineConfig).read();
      return [ok('Engine.config', `a check-in every ${updateIntervalS} s`)];
    })),
    ...(await look('Gateway.cfg', async () => [
      ...(await judgeIdentity(await createGatewayCfg(paths.gatewayCfg).read())),
      ...(await judgeMode(paths.gatewayCfg)),
    ])),
  ];
}

async function judgeIdentity(settings: GatewaySettings): Promise<readonly Finding[]> {
  const { vendor, model, uuid, iface, cik } = settings;
  const product =
    vendor === '' || model === ''
      ? failure('product', 'vendor or model is not set', 'gwe --set-product-id PRODUCT_ID')
      : ok('product', `${vendor} ${model}`);
  const activated =
    cik === ''
      ? warning(
          'activation',
          'there is no CIK yet',
          'add or enable the device on the platform; the engine keeps trying',
        )
      : ok('activation', `the CIK begins with ${cik.slice(0, 8)}`);
  return [product, await judgeSerial(uuid, iface), activated];
}

async function judgeSerial(uuid: string, iface: string): Promise<Finding> {
  if (uuid !== '') return ok('serial', uuid);
  if (iface === '') {
    return failure('serial', 'neither uuid nor iface is set', 'gwe --set-uuid SERIAL, or gwe --set-iface eth0');
  }
  const mac = await readInterfaceMac(iface);
  return mac === undefined
    ? failure('serial', `there is no interface ${iface} with a MAC address`, 'see: ip link; then gwe --set-iface NAME')
    : ok('serial', `${mac}, from ${iface}`);
}

/** The file holds the CIK: whoever reads it can write as this gateway. */
async function judgeMode(path: string): Promise<readonly Finding[]> {
  const mode = await stat(path).then(
    (stats) => stats.mode & 0o777,
    () => undefined,
  );
  if (mode === undefined || (mode & 0o077) === 0) return [];
  return [warning('Gateway.cfg', `others may read it (mode ${mode.toString(8)})`, `chmod 600 ${path}`)];
}
