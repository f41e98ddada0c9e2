import { createDeviceClient } from '@gateway-engine/device-client';
import { createInstaller, type ProcessHost } from '@gateway-engine/otau';
import {
  type Clock,
  createEngineConfig,
  createGateway,
  createGatewayCfg,
  createPlatformContent,
  type Gateway,
  type GatewayPaths,
  type PlatformClient,
} from 'gateway-engine';

import type { SoakDisk } from './disk.ts';

export const DEVICE = { vendor: 'acme', model: 'gateway', serial: 'S-1' } as const;

/** What outlasts a boot. */
export interface Hardware {
  readonly paths: GatewayPaths;
  readonly platformUrl: string;
  readonly disk: SoakDisk;
  /** Where scripts leave their traces. */
  readonly traces: string;
  /** Programs that supervisord would run. */
  readonly programs: Set<string>;
  readonly random: () => number;
}

export interface BootedGateway {
  readonly gateway: Gateway;
  readonly close: () => Promise<void>;
}

/** The gateway as it comes up after a boot: every object is new, the folder is not. */
export function bootGateway(
  { paths, platformUrl, disk, traces, programs, random }: Hardware,
  boot: number,
  clock: Clock,
  onStatusStored: () => void,
): BootedGateway {
  const client = createDeviceClient({ baseUrl: platformUrl });
  const cfg = createGatewayCfg(paths.gatewayCfg);
  const installer = createInstaller({
    stateDir: paths.stateDir,
    host: createHost(programs),
    source: createPlatformContent({
      client,
      async credential() {
        const { cik, vendor, model } = await cfg.read();
        return { cik, product: { vendor, model } };
      },
    }),
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', SOAK_TRACES: traces },
    files: disk.files,
    machine: { bootId: () => Promise.resolve(`boot ${boot}`), uptimeMs: () => Math.round(clock.monotonic()) },
    // The installer's clock only bounds waits here, and none of them is ever over.
    clock: { now: () => clock.now(), sleep: () => new Promise(() => undefined) },
    random,
    retryBudgetMs: 0,
  });
  const gateway = createGateway({
    client: tellOfStatus(client, onStatusStored),
    cfg,
    config: createEngineConfig(paths.engineConfig),
    installer,
    supervisor: {
      status: () => Promise.resolve([...programs].map((name) => ({ name, state: 'RUNNING', uptime: '0:01:00' }))),
    },
    stateDir: paths.stateDir,
    version: '1.0.0',
    clock,
    random,
  });
  return { gateway, close: () => client.close() };
}

function createHost(programs: Set<string>): ProcessHost {
  return {
    check: () => Promise.resolve(),
    apply(name) {
      programs.add(name);
      return Promise.resolve();
    },
    remove(name) {
      programs.delete(name);
      return Promise.resolve();
    },
    state: (name) => Promise.resolve(programs.has(name) ? 'RUNNING' : 'UNKNOWN'),
  };
}

function tellOfStatus(client: PlatformClient, onStatusStored: () => void): PlatformClient {
  return {
    activate: (identity, options) => client.activate(identity, options),
    write: (cik, values, options) => client.write(cik, values, options),
    async writeRead(cik, values, aliases, options) {
      const read = await client.writeRead(cik, values, aliases, options);
      if ('fetch_status' in values) onStatusStored();
      return read;
    },
  };
}
