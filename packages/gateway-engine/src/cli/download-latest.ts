import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { createDeviceClient, type DeviceClient, type Product } from '@gateway-engine/device-client';
import { parsePackageName, RESERVED_NAMES } from '@gateway-engine/otau';

import { createEngineConfig } from '../configuration/engine-config.ts';
import { createGatewayCfg } from '../configuration/gateway-cfg.ts';
import { GatewayEngineError } from '../errors.ts';
import type { GatewayPaths } from '../paths.ts';
import { defaultPlatformUrl } from '../standard-gateway.ts';
import type { Output } from './output.ts';

/** A link is one file name. */
const MAX_LINK_BYTES = 1024;

/** Fetches the package that `AREA/latest.lnk` names into the current folder, and prints its path (gwe 20). */
export async function downloadLatest(
  area: string,
  paths: GatewayPaths,
  { print }: Output,
  signal: AbortSignal,
): Promise<number> {
  const { cik, vendor, model } = await createGatewayCfg(paths.gatewayCfg).read();
  const { platformUrl } = await createEngineConfig(paths.engineConfig).read();
  const client = createDeviceClient({ baseUrl: platformUrl === '' ? defaultPlatformUrl(vendor) : platformUrl });
  try {
    const content = { client, cik, product: { vendor, model }, signal };
    const fileName = await readLink(`${area}/latest.lnk`, content);
    const path = resolve(fileName);
    await save(`${area}/${fileName}`, path, content);
    print(`${path}\n`);
    return 0;
  } finally {
    await client.close();
  }
}

interface ContentArea {
  readonly client: DeviceClient;
  readonly cik: string;
  readonly product: Product;
  readonly signal: AbortSignal;
}

/** The name must be that of a package: whoever wrote the link must not choose where the file goes. */
async function readLink(id: string, { client, cik, ...options }: ContentArea): Promise<string> {
  const { body } = await client.downloadContent(cik, id, options);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_LINK_BYTES) {
      throw new GatewayEngineError('GATEWAY_COMMAND_INVALID', `${id} is longer than the name of a package.`);
    }
    chunks.push(chunk);
  }
  const name = Buffer.concat(chunks).toString('utf8').trim();
  return parsePackageName(name, { allowReserved: RESERVED_NAMES }).fileName;
}

/** A download that is cut short leaves nothing under the package's name. */
async function save(id: string, path: string, { client, cik, ...options }: ContentArea): Promise<void> {
  const partial = `${path}.part`;
  try {
    const { body } = await client.downloadContent(cik, id, options);
    await pipeline(body, createWriteStream(partial, { flush: true }));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
