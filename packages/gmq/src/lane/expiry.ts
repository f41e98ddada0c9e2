import type { StoredMessage } from '../store.ts';
import type { Present } from '../time/time-keeper.ts';

/**
 * Whether a message has waited longer than it is worth delivering. What has an age that cannot be told is not judged:
 * a clock that leaps from 1970 to now must not empty the queue.
 */
export function isExpired(message: StoredMessage, maxAgeMs: number, present: Present): boolean {
  const lifeMs = message.expires === undefined ? Infinity : (message.expires - (message.wall ?? 0)) * 1000;
  const limitMs = Math.min(lifeMs, maxAgeMs === 0 ? Infinity : maxAgeMs);
  return limitMs !== Infinity && (ageOf(message, present) ?? 0) >= limitMs;
}

/**
 * How long a message has waited, in milliseconds. The monotonic clock tells it of one that came in this boot, the
 * platform's time of one from a boot in which that was known; the machine's clock only where nothing else is to be had.
 */
export function ageOf({ boot, monoMs, wall }: StoredMessage, present: Present): number | undefined {
  if (boot === undefined || boot.isThis) return present.monoMs - monoMs;
  if (present.kind === 'clock') return wall === undefined ? undefined : present.nowMs - wall * 1000;
  if (present.kind === 'unknown' || boot.anchor === undefined) return undefined;
  return present.nowMs - (boot.anchor.offsetMs + monoMs);
}
