import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { createGatewayCfg } from '../configuration/gateway-cfg.ts';
import { readOptionalFile } from '../durable-file.ts';
import { GatewayEngineError } from '../errors.ts';
import { readInterfaceMac } from '../identity/interface-mac.ts';
import type { GatewayPaths } from '../paths.ts';
import type { Output } from './output.ts';
import type { GweFlags } from './program.ts';

/** Prints what was asked for. False when nothing was. */
export async function show(flags: GweFlags, paths: GatewayPaths, { print }: Output): Promise<boolean> {
  const lines: string[] = [];
  if (flags.path === true) lines.push(findInstallation(import.meta.dirname));
  if (flags.engineConf === true) lines.push(await readShown(paths.engineConfig));
  if (flags.gatewayCfg === true) lines.push(await readShown(paths.gatewayCfg));
  if (flags.gatewayCik === true) {
    const { cik } = await createGatewayCfg(paths.gatewayCfg).read();
    lines.push(cik === '' ? "''" : cik);
  }
  if (flags.macAddress !== undefined) lines.push(await macAddress(flags.macAddress));
  for (const line of lines) print(`${line}\n`);
  return lines.length > 0;
}

/** The package's folder, or that of the one file that the release package has in its place (gwe 4). */
function findInstallation(folder: string): string {
  const isIt = ['package.json', 'gateway-engine.mjs'].some((name) => existsSync(join(folder, name)));
  return isIt || folder === dirname(folder) ? folder : findInstallation(dirname(folder));
}

async function readShown(path: string): Promise<string> {
  const text = await readOptionalFile(path);
  return text === undefined ? `${path} does not exist: all settings have their defaults` : text.trimEnd();
}

async function macAddress(iface: string): Promise<string> {
  const mac = await readInterfaceMac(iface);
  if (mac !== undefined) return mac;
  throw new GatewayEngineError(
    'GATEWAY_CONFIG_INVALID',
    `there is no interface ${iface} with a MAC address. See: ip link`,
  );
}
