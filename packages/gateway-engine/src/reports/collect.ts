import type { InstalledApp, RunningProgram } from './engine-report.ts';
import { formatEngineReport } from './engine-report.ts';
import type { DeviceInfo } from './device-info.ts';
import type { UsageReport } from './usage-meter.ts';

/** Where the three reports come from. Each part may fail without holding up the others. */
export interface ReportSources {
  readonly programs: () => Promise<readonly RunningProgram[]>;
  readonly apps: () => Promise<readonly InstalledApp[]>;
  readonly deviceInfo: () => Promise<DeviceInfo>;
  readonly usage: () => UsageReport;
  /** Told of a part that failed and is reported as empty. */
  readonly onFailure: (part: 'programs' | 'apps' | 'device_info', error: unknown) => void;
}

/**
 * The reports as values by alias, ready to be written (gwe 52). `engine_report` is always there, as the sign of life;
 * with supervisord down it lists what is installed (gwe 56).
 */
export async function collectReports(sources: ReportSources): Promise<Readonly<Record<string, string>>> {
  const programs = await orElse(sources.programs(), (error) => {
    sources.onFailure('programs', error);
    return [];
  });
  const apps = await orElse(sources.apps(), (error) => {
    sources.onFailure('apps', error);
    return [];
  });
  const deviceInfo = await orElse(sources.deviceInfo(), (error) => {
    sources.onFailure('device_info', error);
    return undefined;
  });
  return {
    engine_report: JSON.stringify(formatEngineReport(programs, apps)),
    ...(deviceInfo === undefined ? {} : { device_info: JSON.stringify(deviceInfo) }),
    usage_report: JSON.stringify(sources.usage()),
  };
}

async function orElse<T, F>(value: Promise<T>, fallback: (error: unknown) => F): Promise<T | F> {
  try {
    return await value;
  } catch (error) {
    return fallback(error);
  }
}
