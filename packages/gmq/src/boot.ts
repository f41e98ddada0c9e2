import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { systemClock, type Clock } from './clock.ts';

const BOOT_ID_PATH = '/proc/sys/kernel/random/boot_id';

/** One boot of this machine, and a clock that runs through it whatever is done to the time of day. */
export interface BootClock {
  /** The same for every process of a boot, another one after it. */
  readonly id: string;
  /** Milliseconds since some moment of the boot, the same moment for every process. Never set, never goes back. */
  monotonicMs(): number;
}

/**
 * The kernel's name for this boot of the machine. Where there is none (containers, other systems), a name that no
 * other process has: times are then put right only for what came in the same process.
 */
export function readBootId(path: string = BOOT_ID_PATH): string {
  try {
    const id = readFileSync(path, 'utf8').trim();
    if (id !== '') return id;
  } catch {
    // Named below.
  }
  return `unknown ${randomUUID()}`;
}

/**
 * The boot clock that belongs to a clock: the machine's own to the machine's own. Another clock without one counts
 * as a clock that is never set, so that its times are never corrected.
 */
export function resolveBootClock(given: {
  readonly clock?: Clock | undefined;
  readonly bootClock?: BootClock | undefined;
}): { readonly bootClock: BootClock; readonly corrects: boolean } {
  const { clock = systemClock, bootClock } = given;
  if (bootClock !== undefined) return { bootClock, corrects: true };
  if (clock === systemClock) return { bootClock: createBootClock(), corrects: true };
  return { bootClock: { id: readBootId(), monotonicMs: () => clock.now() }, corrects: false };
}

/** Less than this is the resolution of the two clocks that are compared, in milliseconds. */
const LEAST_SLEEP_MS = 1000;

/** How often it is looked whether the machine has slept, in milliseconds. */
const LOOK_EVERY_MS = 1000;

/** What a boot clock reads. */
export interface BootClockSources {
  /** Milliseconds of a clock that stands still while the machine sleeps. */
  readonly awakeMs: () => number;
  /** Milliseconds of one that goes on. A smaller number is one of a container, and is not used. */
  readonly uptimeMs: () => number;
}

const SOURCES: BootClockSources = {
  awakeMs: () => Number(process.hrtime.bigint() / 1_000_000n),
  uptimeMs: () => uptime() * 1000,
};

/** The boot clock of this machine: its monotonic clock, and the time it has slept. */
export function createBootClock(id: string = readBootId(), sources: BootClockSources = SOURCES): BootClock {
  let sleptMs = 0;
  let lookedMs = -Infinity;
  return {
    id,
    monotonicMs() {
      const awakeMs = sources.awakeMs();
      if (awakeMs - lookedMs >= LOOK_EVERY_MS) {
        lookedMs = awakeMs;
        const apart = Math.trunc(sources.uptimeMs()) - awakeMs;
        // Only ever more: the resolution of the two must not make time go back.
        if (apart > sleptMs + LEAST_SLEEP_MS) sleptMs = apart;
      }
      return awakeMs + sleptMs;
    },
  };
}
