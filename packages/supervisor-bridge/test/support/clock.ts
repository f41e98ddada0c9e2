import type { Clock } from '../../src/clock.ts';

/** A clock that moves only when someone sleeps. */
export interface ManualClock extends Clock {
  slept: number;
}

export function manualClock(): ManualClock {
  const clock: ManualClock = {
    slept: 0,
    now: () => clock.slept,
    sleep: (ms, { signal } = {}) => {
      signal?.throwIfAborted();
      clock.slept += ms;
      return Promise.resolve();
    },
  };
  return clock;
}
