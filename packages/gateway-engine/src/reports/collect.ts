import type { DeviceInfo } from './device-info.ts';
import {
  type EngineReport,
  formatEngineReport,
  type InstalledApp,
  type QueueReport,
  type RunningProgram,
} from './engine-report.ts';
import { type ProcessUsage, readProcessUsage } from './process-usage.ts';
import type { UsageReport } from './usage-meter.ts';

/** The parts of the reports that may fail. */
type ReportPart = 'programs' | 'apps' | 'queue' | 'device_info';

/** Where the three reports come from. Each part may fail without holding up the others. */
export interface ReportSources {
  readonly programs: () => Promise<readonly RunningProgram[]>;
  readonly apps: () => Promise<readonly InstalledApp[]>;
  /** Resolves with undefined where no queue runs. */
  readonly queue: () => Promise<QueueReport | undefined>;
  /** Packages that were asked for and are not installed yet. */
  readonly pending: () => Promise<readonly string[]>;
  readonly deviceInfo: () => Promise<DeviceInfo>;
  readonly usage: () => UsageReport;
  /** Told of a part that failed and is reported as empty. */
  readonly onFailure: (part: ReportPart, error: unknown) => void;
}

/** The reports as they stand now, by alias. `engine_report` is always there, as the sign of life. */
export interface Reports {
  readonly engine_report: EngineReport;
  readonly device_info?: DeviceInfo;
  readonly usage_report: UsageReport;
}

/** Collects the reports. With supervisord down they list what is installed (gwe 56). */
export async function collectReports(sources: ReportSources): Promise<Reports> {
  const orElse = async <T>(part: ReportPart, value: Promise<T>, fallback: T): Promise<T> => {
    try {
      return await value;
    } catch (error) {
      sources.onFailure(part, error);
      return fallback;
    }
  };
  const programs = await orElse('programs', sources.programs(), []);
  const facts = {
    programs,
    apps: await orElse('apps', sources.apps(), []),
    usage: await measurePrograms(programs),
    queue: await orElse('queue', sources.queue(), undefined),
    pending: await sources.pending(),
  };
  const deviceInfo = await orElse<DeviceInfo | undefined>('device_info', sources.deviceInfo(), undefined);
  return {
    engine_report: formatEngineReport(facts),
    ...(deviceInfo === undefined ? {} : { device_info: deviceInfo }),
    usage_report: sources.usage(),
  };
}

async function measurePrograms(programs: readonly RunningProgram[]): Promise<ReadonlyMap<number, ProcessUsage>> {
  const pids = programs.flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  const measured = await Promise.all(pids.map(async (pid) => [pid, await readProcessUsage(pid)] as const));
  return new Map(measured.flatMap(([pid, usage]) => (usage === undefined ? [] : [[pid, usage] as const])));
}
