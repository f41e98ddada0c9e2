import { type Sample } from './served.ts';

/** What one contestant did in one round. */
export interface RoundFigures {
  readonly requestsPerSecond: number;
  /** CPU of the server, user and system. */
  readonly cpuMsPerRequest: number;
}

/** The figures of a round of `seconds` between two samples of the server. */
export function figuresOf(before: Sample, after: Sample, seconds: number): RoundFigures {
  const requests = after.requests - before.requests;
  return { requestsPerSecond: requests / seconds, cpuMsPerRequest: (after.cpuMs - before.cpuMs) / requests };
}

/** CPU of a server, in percent of one core, whose `gateways` check in once each `intervalSeconds`. */
export function idleCpuPercent(cpuMsPerRequest: number, gateways: number, intervalSeconds: number): number {
  return (cpuMsPerRequest * gateways) / intervalSeconds / 10;
}

/** Growth over the second half of a soak, after caches and pools have filled in the first. */
export function growthMb(rssBytes: readonly number[]): number {
  const middle = rssBytes[Math.floor(rssBytes.length / 2)] ?? 0;
  return ((rssBytes.at(-1) ?? 0) - middle) / 1e6;
}
