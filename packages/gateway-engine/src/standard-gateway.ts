import { createDeviceClient } from '@gateway-engine/device-client';
import {
  createInstaller,
  createTrust,
  type Installer,
  readKeySet,
  type SignaturePolicy,
  type TrustPolicy,
} from '@gateway-engine/otau';
import {
  type ConfFolder,
  createConfFolder,
  createSupervisorctl,
  createSupervisorRpc,
  readEndpoint,
  type SupervisorControl,
} from '@gateway-engine/supervisor-bridge';

import { createEngineConfig } from './configuration/engine-config.ts';
import { createGatewayCfg } from './configuration/gateway-cfg.ts';
import { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import { readLegacyApps, withLegacyApps } from './migration/legacy-apps.ts';
import { gatewayPaths } from './paths.ts';
import { createPlatformContent } from './update/content-source.ts';
import { createSupervisorHost } from './update/process-host.ts';

export interface StandardGatewayOptions {
  /** Prefix of all paths (design 4.1): `/` on a gateway, any folder elsewhere. */
  readonly root: string;
  /** Version of the engine, for reports and the user agent. */
  readonly version: string;
  /** Environment of install scripts; `GWE_ROOT` is set to `root`. Default: empty. */
  readonly env?: Readonly<Record<string, string>>;
  /** A queue to run beside the gateway. */
  readonly queue?: GatewayOptions['queue'];
}

export interface StandardGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  /** The same installer that updates over the air use (gwe 74). */
  readonly installer: Installer;
  /** The supervisord that runs the apps. */
  readonly supervisor: SupervisorControl;
  /** What supervisord includes. */
  readonly confFolder: ConfFolder;
  /** Stops the gateway and closes its connections. */
  close(): Promise<void>;
}

/** Composes the gateway that `gwe` runs, from the configuration files under `root`. */
export async function createStandardGateway(options: StandardGatewayOptions): Promise<StandardGateway> {
  const { root, version } = options;
  const paths = gatewayPaths(root);
  const cfg = createGatewayCfg(paths.gatewayCfg);
  const config = createEngineConfig(paths.engineConfig);
  const settings = await config.read();
  const client = createDeviceClient({
    baseUrl: settings.platformUrl === '' ? defaultPlatformUrl((await cfg.read()).vendor) : settings.platformUrl,
    userAgent: settings.userAgent === '' ? `GatewayEngine-v${version}` : settings.userAgent,
  });
  const { supervisor, closeSupervisor } = await openSupervisor(paths.supervisorConf);
  const confFolder = createConfFolder({ dir: paths.supervisorConfDir, mainConfPath: paths.supervisorConf });
  const installer = createInstaller({
    stateDir: paths.stateDir,
    host: createSupervisorHost({
      control: supervisor,
      folder: confFolder,
      logDir: paths.logDir,
      mainConfPath: paths.supervisorConf,
    }),
    source: createPlatformContent({
      client,
      async credential() {
        const { cik, vendor, model } = await cfg.read();
        return { cik, product: { vendor, model } };
      },
    }),
    env: { ...options.env, GWE_ROOT: root },
    ...(settings.signatures === 'off' ? {} : { trust: openTrust(settings.signatures, paths.keySet) }),
    ...(settings.healthySeconds === 0 ? {} : { probation: { healthySeconds: settings.healthySeconds } }),
  });
  const gateway = createGateway({
    client,
    cfg,
    config,
    installer: {
      ...installer,
      inventory: async () => withLegacyApps(await installer.inventory(), await readLegacyApps(paths.stateDir)),
    },
    supervisor,
    stateDir: paths.stateDir,
    version,
    ...(options.queue === undefined ? {} : { queue: options.queue }),
  });
  async function close(): Promise<void> {
    await gateway.stop();
    await client.close();
    await closeSupervisor();
  }
  return { gateway, installer, supervisor, confFolder, close, [Symbol.asyncDispose]: close };
}

/** Read anew for each package, so that a rotation of keys takes effect at once. */
function openTrust(signatures: SignaturePolicy, keySet: string): TrustPolicy {
  return createTrust({ signatures, keySet: () => readKeySet(keySet) });
}

/** By its socket, which costs next to nothing; where the conf does not say where that is, by the command. */
async function openSupervisor(
  confPath: string,
): Promise<{ readonly supervisor: SupervisorControl; readonly closeSupervisor: () => Promise<void> }> {
  try {
    const supervisor = createSupervisorRpc(await readEndpoint(confPath));
    return { supervisor, closeSupervisor: () => supervisor.close() };
  } catch {
    return { supervisor: createSupervisorctl({ confPath }), closeSupervisor: () => Promise.resolve() };
  }
}

/** The platform's host for a vendor or product (exosite 6). */
export function defaultPlatformUrl(vendor: string): string {
  return vendor === '' ? 'https://m2.exosite.com' : `https://${encodeURIComponent(vendor)}.m2.exosite.com`;
}
