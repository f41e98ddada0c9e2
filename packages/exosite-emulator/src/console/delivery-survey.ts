import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Platform } from '../platform.ts';
import { type StoredDevice } from '../store/device-store.ts';
import { type DeliveryView, type QueueReport, type SeriesHealth } from './api.ts';
import { type ArrivalLedger } from './arrival-ledger.ts';
import { analyseGaps } from './gap-analysis.ts';
import { findQueueFacts } from './queue-facts.ts';

/** Newest points of each series that are looked at. */
const MAX_POINTS = 1000;
/** Points of all series together. */
const MAX_TOTAL_POINTS = 500_000;
/** Series that one answer carries, the worst first. */
const MAX_SERIES = 500;

/** Commands and answers: their times say nothing of a rhythm. */
const NOT_A_SERIES: ReadonlySet<string> = new Set(['engine_fetch', 'fetch_status', 'update_interval']);
const REPORTS = ['engine_report', 'device_info'] as const;

/** Looks at all series, device by device, so that the device API is served in between. */
export async function surveyDelivery(
  { devices, values }: Pick<Platform, 'devices' | 'values'>,
  arrivals: Pick<ArrivalLedger, 'late'>,
): Promise<DeliveryView> {
  const series: SeriesHealth[] = [];
  const queues: QueueReport[] = [];
  let [points, leftOut] = [0, 0];
  for (const device of devices.all()) {
    const aliases = values.aliases(device);
    for (const alias of REPORTS.filter((name) => aliases.includes(name))) {
      queues.push(...queueReports(values, device, alias));
    }
    for (const alias of aliases.filter((name) => !NOT_A_SERIES.has(name))) {
      if (points > MAX_TOTAL_POINTS) {
        leftOut += 1;
        continue;
      }
      const health = seriesHealth(values, device, alias, arrivals);
      points += health?.points ?? 0;
      if (health !== undefined) series.push(health);
    }
    await nextTurn();
  }
  const worstFirst = series.toSorted(compareHealth);
  leftOut += Math.max(0, series.length - MAX_SERIES);
  return { series: worstFirst.slice(0, MAX_SERIES), queues, leftOut };
}

function seriesHealth(
  values: Platform['values'],
  { vendor, model, serial, ...rest }: StoredDevice,
  alias: string,
  arrivals: Pick<ArrivalLedger, 'late'>,
): SeriesHealth | undefined {
  const device = { vendor, model, serial };
  const range = { from: 0, to: Number.MAX_SAFE_INTEGER, order: 'desc', limit: MAX_POINTS } as const;
  const timestamps = values.range({ ...device, ...rest }, alias, range).map(({ timestamp }) => timestamp);
  timestamps.reverse();
  const [firstAt, lastAt] = [timestamps.at(0), timestamps.at(-1)];
  if (firstAt === undefined || lastAt === undefined) return undefined;
  const late = arrivals.late(device, alias);
  const points = timestamps.length;
  const health = { ...device, alias, points, firstAt, lastAt, ...analyseGaps(timestamps) };
  return late === undefined ? health : { ...health, late };
}

function queueReports(
  values: Platform['values'],
  device: StoredDevice,
  alias: (typeof REPORTS)[number],
): readonly QueueReport[] {
  const latest = values.latest(device, alias);
  const facts = latest === undefined ? [] : findQueueFacts(latest.text);
  if (latest === undefined || facts.length === 0) return [];
  const { vendor, model, serial } = device;
  return [{ vendor, model, serial, alias, reportedAt: latest.timestamp, facts }];
}

/** Gaps first, then late values, then the rest. */
function compareHealth(left: SeriesHealth, right: SeriesHealth): number {
  const missing = ({ gaps }: SeriesHealth): number => gaps.reduce((sum, gap) => sum + gap.missing, 0);
  return missing(right) - missing(left) || (right.late?.values ?? 0) - (left.late?.values ?? 0);
}
