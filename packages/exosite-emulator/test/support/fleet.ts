import { onTestFinished } from 'vitest';
import { createFleet, type Fleet, type FleetClock, type FleetOptions } from '../../src/index.ts';
import { startEmulator, type Rig } from './emulator.ts';
import { TOKEN } from './manage.ts';

/** Time of a fleet that only tests move. */
interface ManualFleetClock extends FleetClock {
  /** Wakes those whose time has come, and lets them go on. */
  advance(seconds: number): Promise<void>;
  /** How many sleep now. */
  readonly sleepers: number;
}

function createFleetClock(): ManualFleetClock {
  let nowMs = 1_408_088_308_000;
  const sleeping = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    now: () => nowMs,
    async sleep(milliseconds, { signal }) {
      signal.throwIfAborted();
      if (milliseconds <= 0) return;
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const entry = {
        until: nowMs + milliseconds,
        wake: () => {
          resolve(undefined);
        },
      };
      const abort = (): void => {
        reject(signal.reason as Error);
      };
      sleeping.add(entry);
      signal.addEventListener('abort', abort);
      try {
        await promise;
      } finally {
        sleeping.delete(entry);
        signal.removeEventListener('abort', abort);
      }
    },
    async advance(seconds) {
      nowMs += seconds * 1000;
      for (const { until, wake } of sleeping) if (until <= nowMs) wake();
      await new Promise(setImmediate);
    },
    get sleepers() {
      return sleeping.size;
    },
  };
}

export interface FleetRig extends Omit<Rig, 'cik'> {
  readonly fleet: Fleet;
  readonly time: ManualFleetClock;
}

export const FLEET_PRODUCT = { vendor: 'fleet', model: 'gateway' } as const;

/** A fleet on a platform of its own, on a clock that only tests move; stopped when the test ends. */
export async function createFleetRig(options: Partial<FleetOptions> = {}): Promise<FleetRig> {
  const rig = await startEmulator({ vendorToken: TOKEN });
  const time = createFleetClock();
  const fleet = createFleet({ url: rig.url, size: 3, vendorToken: TOKEN, clock: time, ...options });
  onTestFinished(() => fleet.stop());
  return { ...rig, fleet, time };
}
