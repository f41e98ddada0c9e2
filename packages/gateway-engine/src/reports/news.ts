import type { Clock } from '../clock.ts';
import type { Reports } from './collect.ts';
import type { DeviceInfo } from './device-info.ts';
import type { UsageReport } from './usage-meter.ts';

/** A report that has not changed is sent again after this time all the same: the cloud keeps only the last (gwe 65). */
export const REFRESH_MS = 86_400_000;

/** The reports that are worth their bytes now. */
export interface Selection {
  /** JSON text by alias, ready to be written (gwe 52). */
  readonly values: Readonly<Record<string, string>>;
  /** To be called when the platform has taken them. */
  delivered(): void;
}

/** Tells reports that say something new from those that differ by noise (design 4.3). */
export interface ReportNews {
  /** `engine_report`, as the sign of life, and those others that have changed since the platform took them. */
  select(reports: Reports): Selection;
}

interface Told {
  readonly gist: string;
  readonly atMs: number;
}

/** Remembers in memory: after a start, everything is news. */
export function createReportNews(clock: Pick<Clock, 'monotonic'>): ReportNews {
  const told = new Map<string, Told>();

  function isNews(alias: string, gist: string): boolean {
    const last = told.get(alias);
    return last?.gist !== gist || clock.monotonic() - last.atMs >= REFRESH_MS;
  }

  return {
    select({ engine_report, device_info, usage_report }) {
      const infos = device_info === undefined ? [] : [device_info];
      const candidates = [
        ...infos.map((report) => ({ alias: 'device_info', report, gist: gistOfDeviceInfo(report) })),
        { alias: 'usage_report', report: usage_report, gist: gistOfUsage(usage_report) },
      ];
      const news = candidates.filter(({ alias, gist }) => isNews(alias, gist));
      return {
        values: {
          engine_report: JSON.stringify(engine_report),
          ...Object.fromEntries(news.map(({ alias, report }) => [alias, JSON.stringify(report)])),
        },
        delivered() {
          for (const { alias, gist } of news) told.set(alias, { gist, atMs: clock.monotonic() });
        },
      };
    },
  };
}

/** Without the noise: memory, load, temperature, clock and uptime always move; disks count by steps of five percent. */
function gistOfDeviceInfo({ uname, df, ipaddrs, engine, node, kernel, os }: DeviceInfo): string {
  const disks = df.replace(/ +\d+ +\d+ +\d+ +(\d+)%/g, (_, percent: string) => ` ${Math.floor(Number(percent) / 5)}`);
  return JSON.stringify([uname, disks, ipaddrs, engine, node, kernel, os]);
}

/** Every request adds to the counters: news is a new source, or one that has doubled. */
function gistOfUsage(usage: UsageReport): string {
  const sizes = Object.entries(usage).map(([iface, groups]) => [
    iface,
    Object.values(groups).map((sources) =>
      Object.entries(sources).map(([source, { tot_rx, tot_tx }]) => [
        source,
        Math.floor(Math.log2(tot_rx + tot_tx + 1)),
      ]),
    ),
  ]);
  return JSON.stringify(sizes);
}
