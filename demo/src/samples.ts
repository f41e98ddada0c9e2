import type { Emulator } from '@gateway-engine/exosite-emulator';

import { DEVICE } from './stage.ts';

/** One value of the example app, and when the platform says it was. */
export interface Sample {
  readonly n: number;
  /** When the app made it, epoch seconds. */
  readonly at: number;
  readonly version: string;
  /** Tells the values of one process from those of another. */
  readonly run: number;
  /** The platform's time stamp, epoch seconds. */
  readonly timestamp: number;
}

/** All values of the example app that have arrived, oldest first. */
export function readSamples(emulator: Emulator): readonly Sample[] {
  return emulator.history(DEVICE, 'sine-data').map(({ timestamp, text }) => ({ ...parseSample(text), timestamp }));
}

function parseSample(text: string): Omit<Sample, 'timestamp'> {
  const value: unknown = JSON.parse(text);
  if (
    typeof value === 'object' &&
    value !== null &&
    'n' in value &&
    'at' in value &&
    'version' in value &&
    'run' in value
  ) {
    const { n, at, version, run } = value;
    const areNumbers = typeof n === 'number' && typeof at === 'number' && typeof run === 'number';
    if (areNumbers && typeof version === 'string') return { n, at, version, run };
  }
  throw new Error(`this is no value of the example app: ${text}`);
}

/** What is wrong with the values: one is missing, came twice, or is not at its own time. Empty: nothing. */
export function findLosses(samples: readonly Sample[]): readonly string[] {
  return [...Map.groupBy(samples, ({ run }) => run).values()].flatMap(findLossesOfRun);
}

function findLossesOfRun(own: readonly Sample[]): readonly string[] {
  const counts = Map.groupBy(own, ({ n }) => n);
  const last = Math.max(...counts.keys());
  const missing = Array.from({ length: last + 1 }, (_, n) => n).filter((n) => !counts.has(n));
  const twice = [...counts].filter(([, copies]) => copies.length > 1).map(([n]) => n);
  // A value that is forwarded at once gets the platform's time of receipt, which may be the next second.
  const moved = own.filter(({ at, timestamp }) => timestamp < at || timestamp > at + 1);
  return [
    ...missing.map((n) => `${n} is missing`),
    ...twice.map((n) => `${n} came twice`),
    ...moved.map(({ n, at, timestamp }) => `${n} was made at ${at} and stands at ${timestamp}`),
  ];
}
