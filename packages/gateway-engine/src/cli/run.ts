import { execFile } from 'node:child_process';

import { createGatewayCfgOwner, createGmq } from '@gateway-engine/gmq';

import { createEngineConfig } from '../configuration/engine-config.ts';
import { createGatewayCfg } from '../configuration/gateway-cfg.ts';
import type { GatewayPaths } from '../paths.ts';
import { recordRunState } from '../run-state.ts';
import { createStandardGateway, defaultPlatformUrl, type StandardGateway } from '../standard-gateway.ts';
import type { Wish } from '../update/update-run.ts';
import { startLog } from './log.ts';
import type { Output } from './output.ts';
import { endOfPatience } from './patience.ts';
import type { GweFlags } from './program.ts';

/** Opens the gateway under `paths`, lets `use` work with it, and closes it. */
export async function withGateway<T>(
  paths: GatewayPaths,
  version: string,
  flags: GweFlags,
  use: (standard: StandardGateway) => Promise<T>,
): Promise<T> {
  const queue = flags.withGmq === undefined ? undefined : await createQueueBeside(paths, flags.withGmq);
  const standard = await createStandardGateway({
    root: paths.root,
    version,
    env: inheritedEnv(),
    ...(queue === undefined ? {} : { queue }),
  });
  try {
    return await use(standard);
  } finally {
    await standard.close();
  }
}

/** The environment as it came to this process. */
export function inheritedEnv(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

async function createQueueBeside(paths: GatewayPaths, port: true | number) {
  const { platformUrl } = await createEngineConfig(paths.engineConfig).read();
  const { vendor } = await createGatewayCfg(paths.gatewayCfg).read();
  return createGmq({
    dataDir: paths.stateDir,
    platformUrl: platformUrl === '' ? defaultPlatformUrl(vendor) : platformUrl,
    credentialOwner: createGatewayCfgOwner(paths.gatewayCfg),
    ...(port === true ? {} : { port }),
  });
}

/** Runs the engine until a signal comes or an installed package asks for a restart. */
export async function runEngine(
  paths: GatewayPaths,
  version: string,
  flags: GweFlags,
  output: Output,
): Promise<number> {
  const { debugLevel } = await createEngineConfig(paths.engineConfig).read();
  startLog(flags.setDebugLevel ?? debugLevel, (line) => {
    process.stderr.write(line);
  });
  const signal = endOfPatience();
  const endRecord = recordRunState(paths.runState, version);
  const wish = await withGateway(paths, version, flags, async ({ gateway }) =>
    flags.once === true ? gateway.once({ signal }) : gateway.run({ signal }),
  ).catch((error: unknown) => {
    if (signal.aborted) return 'none' as const;
    throw error;
  });
  endRecord();
  await grant(wish, paths, output);
  return 0;
}

/** Restarting is supervisord's work: the engine ends, and `autorestart` brings it back with the new files. */
async function grant(wish: Wish, paths: GatewayPaths, { warn }: Output): Promise<void> {
  if (wish === 'restartEngine')
    warn('an installed package asked for a restart of the engine: ending, to be started again');
  if (wish !== 'reboot') return;
  if (paths.root !== '/' || process.getuid?.() !== 0) {
    warn('an installed package asked for a reboot: reboot this machine when it suits');
    return;
  }
  warn('an installed package asked for a reboot: rebooting');
  await new Promise<void>((resolve) => {
    execFile('reboot', (error) => {
      if (error !== null) warn(`reboot failed: ${error.message}`);
      resolve();
    });
  });
}
