import { loadavg } from 'node:os';
import { resolve } from 'node:path';

import { createDeviceClient } from '@gateway-engine/device-client';
import { createInstaller } from '@gateway-engine/otau';
import {
  createEngineConfig,
  createGateway,
  createGatewayCfg,
  createPlatformContent,
  gatewayPaths,
  type PackageInstaller,
  type PlatformClient,
} from 'gateway-engine';

import { createNoPrograms } from './no-programs.ts';

const [folder = 'gateway', baseUrl = 'https://acme.m2.exosite.com', ...allowed] = process.argv.slice(2);
const paths = gatewayPaths(resolve(folder));
const cfg = createGatewayCfg(paths.gatewayCfg);
await cfg.update({ vendor: 'acme', model: 'gateway', uuid: '0001' });

const client = createDeviceClient({ baseUrl });
const host = createNoPrograms();
const installer = createInstaller({
  stateDir: paths.stateDir,
  host,
  source: createPlatformContent({
    client,
    async credential() {
      const { cik, vendor, model } = await cfg.read();
      return { cik, product: { vendor, model } };
    },
  }),
});

/** Own reports: what the gateway writes gets company, in the same round trip. */
const withLoad: PlatformClient = {
  activate: (identity, options) => client.activate(identity, options),
  write: (cik, values, options) => client.write(cik, values, options),
  writeRead: (cik, values, aliases, options) =>
    client.writeRead(cik, { ...values, load: JSON.stringify(loadavg()) }, aliases, options),
};

/** Own update policy: a rejection says no, and its message goes to `fetch_status`. */
const withPolicy: PackageInstaller = {
  install(request, options) {
    const [app = ''] = request.fileName.split('.v');
    if (allowed.includes(app)) return installer.install(request, options);
    return Promise.reject(new Error(`this gateway installs only ${allowed.join(', ')}`));
  },
  uninstall: (name, options) => installer.uninstall(name, options),
  acknowledge: (ids) => installer.acknowledge(ids),
};

const gateway = createGateway({
  client: withLoad,
  cfg,
  config: createEngineConfig(paths.engineConfig),
  installer: { ...installer, ...withPolicy },
  supervisor: host,
  stateDir: paths.stateDir,
  version: '1.0.0',
});
await gateway.once();
for (const { name, version } of await installer.inventory()) console.log('installed:', name, version);
await client.close();
