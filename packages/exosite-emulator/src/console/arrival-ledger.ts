import { type DeviceIdentity } from '../identity.ts';
import { type WriteEvent } from '../types.ts';
import { type SeriesHealth } from './api.ts';
import { deviceKey } from './device-key.ts';

/** A value older than this at its arrival has waited somewhere: longer than a slow request takes. */
const LATE_AFTER_SECONDS = 5;
/** How many series are remembered; more are not noted. */
const MAX_SERIES = 50_000;

/** Late values of one series. */
type Lateness = NonNullable<SeriesHealth['late']>;

/** Remembers which values arrived later than they were made: what a queue held back. In memory only. */
export interface ArrivalLedger {
  observe(event: WriteEvent, nowMs: number): void;
  late(device: DeviceIdentity, alias: string): Lateness | undefined;
}

/** A ledger without entries. */
export function createArrivalLedger(): ArrivalLedger {
  const series = new Map<string, Lateness>();
  const keyOf = (device: DeviceIdentity, alias: string): string => `${deviceKey(device)}\n${alias}`;
  return {
    observe({ device, alias, timestamp, by }, nowMs) {
      const delaySeconds = Math.floor(nowMs / 1000) - timestamp;
      if (by !== 'device' || delaySeconds <= LATE_AFTER_SECONDS) return;
      const key = keyOf(device, alias);
      const before = series.get(key);
      if (before === undefined && series.size >= MAX_SERIES) return;
      series.set(key, {
        values: (before?.values ?? 0) + 1,
        maxDelaySeconds: Math.max(before?.maxDelaySeconds ?? 0, delaySeconds),
        lastDelaySeconds: delaySeconds,
        lastArrivedAtMs: nowMs,
      });
    },
    late: (device, alias) => series.get(keyOf(device, alias)),
  };
}
