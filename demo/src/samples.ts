import type { Emulator } from '@gateway-engine/exosite-emulator';

import { DEVICE } from './stage.ts';

/** One value of the example app, and when the platform says it was. */
export interface Sample {
  readonly n: number;
  /** When the app made it, epoch seconds. */
  readonly at: number;
  readonly version: string;
  /** The platform's time stamp, epoch seconds. */
  readonly timestamp: number;
}

/** All values of the example app that have arrived, oldest first. */
export function readSamples(emulator: Emulator): readonly Sample[] {
  return emulator.history(DEVICE, 'sine-data').map(({ timestamp, text }) => ({ ...parseSample(text), timestamp }));
}

function parseSample(text: string): Omit<Sample, 'timestamp'> {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'n' in value && 'at' in value && 'version' in value) {
    const { n, at, version } = value;
    if (typeof n === 'number' && typeof at === 'number' && typeof version === 'string') return { n, at, version };
  }
  throw new Error(`this is no value of the example app: ${text}`);
}

/** What is wrong with the values of one version: one is missing, came twice, or is not at its own time. Empty: nothing. */
export function findLosses(samples: readonly Sample[], version: string): readonly string[] {
  const own = samples.filter((sample) => sample.version === version);
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
