/** The time of day in which packages of the source may be installed (otau 3.9), in minutes of the UTC day. */
export interface MaintenanceWindow {
  /** 0 to 1439. */
  readonly fromMinute: number;
  /** 0 to 1439; before `fromMinute`, the window goes over midnight. */
  readonly toMinute: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** When it may be installed: `now` if at once. Both times are milliseconds since the epoch. */
export function decideOpening(now: number, window: MaintenanceWindow | undefined, notBefore = 0): number {
  const earliest = Math.max(now, notBefore);
  if (window === undefined) return earliest;
  const ofDay = ((earliest % DAY_MS) + DAY_MS) % DAY_MS;
  const lengthMs = ((window.toMinute - window.fromMinute + 1440) % 1440) * MINUTE_MS;
  const sinceOpening = (ofDay - window.fromMinute * MINUTE_MS + DAY_MS) % DAY_MS;
  return sinceOpening < lengthMs ? earliest : earliest + DAY_MS - sinceOpening;
}

/** A window that cannot be meant is a TypeError. */
export function verifyWindow({ fromMinute, toMinute }: MaintenanceWindow): void {
  for (const minute of [fromMinute, toMinute]) {
    if (!Number.isInteger(minute) || minute < 0 || minute > 1439) {
      throw new TypeError('A maintenance window has whole minutes of the day, 0 to 1439.');
    }
  }
  if (fromMinute === toMinute) throw new TypeError('A maintenance window must not end when it begins.');
}
