import { createEngineConfig } from '../configuration/engine-config.ts';
import { createGatewayCfg } from '../configuration/gateway-cfg.ts';
import { isEngineRunning } from '../engine-lock.ts';
import { describeError } from '../errors.ts';
import type { GatewayPaths } from '../paths.ts';
import { formatEngineReport, type QueueReport, type RunningProgram } from '../reports/engine-report.ts';
import { readRunState, type RunState } from '../run-state.ts';
import { defaultPlatformUrl } from '../standard-gateway.ts';
import { type DiskRoom, measureDisk } from './disk.ts';
import { fetchQueueStatus } from './queue-status.ts';

/** One app as `gwe status` and `gwe apps` show it. */
export interface AppStatus {
  readonly name: string;
  readonly version: string;
  readonly state: string;
  readonly uptime: string;
}

/** How a gateway fares, on one screen. */
export interface GatewayStatus {
  readonly version: string;
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  readonly activated: boolean;
  readonly platformUrl: string;
  readonly running: boolean;
  /** What the engine left of its last check-in; of an earlier one while none runs. */
  readonly engine?: RunState;
  readonly apps: readonly AppStatus[];
  /** Why the programs' states are not known, if they are not. */
  readonly supervisorError?: string;
  readonly queue?: QueueReport;
  /** Packages that were asked for and are not installed yet. */
  readonly pending: readonly string[];
  readonly disk: DiskRoom;
}

export interface StatusSources {
  readonly paths: GatewayPaths;
  readonly version: string;
  readonly gmqUrl: string;
  readonly programs: () => Promise<readonly RunningProgram[]>;
  readonly inventory: () => Promise<readonly { readonly name: string; readonly version: string }[]>;
  readonly pending: () => Promise<readonly string[]>;
}

/** Collects it. A part that cannot be told does not hide the others. */
export async function collectStatus(sources: StatusSources): Promise<GatewayStatus> {
  const { paths, version, gmqUrl } = sources;
  const settings = await createGatewayCfg(paths.gatewayCfg).read();
  const { platformUrl } = await createEngineConfig(paths.engineConfig).read();
  const engine = await readRunState(paths.runState);
  const queue = await fetchQueueStatus(gmqUrl);
  return {
    version,
    vendor: settings.vendor,
    model: settings.model,
    serial: settings.uuid,
    activated: settings.cik !== '',
    platformUrl: platformUrl === '' ? defaultPlatformUrl(settings.vendor) : platformUrl,
    running: await isEngineRunning(paths.stateDir),
    ...(engine === undefined ? {} : { engine }),
    ...(await collectApps(sources)),
    ...(queue === undefined ? {} : { queue }),
    pending: await sources.pending(),
    disk: await measureDisk(paths.stateDir),
  };
}

/** What is installed and what runs, merged by name as `engine_report` merges them (gwe 55). */
export async function collectApps({
  programs,
  inventory,
}: Pick<StatusSources, 'programs' | 'inventory'>): Promise<Pick<GatewayStatus, 'apps' | 'supervisorError'>> {
  let supervisorError: string | undefined;
  const running = await programs().catch((error: unknown) => {
    supervisorError = describeError(error);
    return [];
  });
  const report = formatEngineReport({ programs: running, apps: await inventory(), usage: new Map(), pending: [] });
  const apps = report.apps.flatMap((entry) =>
    Object.entries(entry).map(([name, { version, status, uptime }]) => ({ name, version, state: status, uptime })),
  );
  return supervisorError === undefined ? { apps } : { apps, supervisorError };
}
