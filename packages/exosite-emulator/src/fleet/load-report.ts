import { type CheckInForm, type Fleet, type Traffic } from './types.ts';

/** What one round of check-ins costs in both forms. */
export interface LoadReport {
  readonly gateways: number;
  /** The rounds were spread over this time. */
  readonly overSeconds: number;
  readonly rounds: Readonly<Record<CheckInForm, Traffic>>;
  /** What the one-round-trip form has of the six requests' bytes, 0 to 1. */
  readonly bytesRatio: number;
}

/** Interval of real gateways (gwe C42), for the figures per day. */
const CHECK_INS_PER_DAY = 86_400 / 14_400;

/** Lets an activated fleet check in once in each form and compares. */
export async function compareCheckIns(
  fleet: Fleet,
  { overSeconds, signal }: { readonly overSeconds: number; readonly signal?: AbortSignal },
): Promise<LoadReport> {
  const call = signal === undefined ? {} : { signal };
  // Activation and the first connections are not part of a check-in.
  await fleet.checkInOnce(call);
  const sixRequests = await fleet.checkInOnce({ form: 'sixRequests', overSeconds, ...call });
  const oneRoundTrip = await fleet.checkInOnce({ form: 'oneRoundTrip', overSeconds, ...call });
  const bytes = ({ bytesSent, bytesReceived }: Traffic): number => bytesSent + bytesReceived;
  return {
    gateways: fleet.report().gateways,
    overSeconds,
    rounds: { oneRoundTrip, sixRequests },
    bytesRatio: bytes(oneRoundTrip) / Math.max(1, bytes(sixRequests)),
  };
}

/** The comparison as a table for people. */
export function formatLoadReport({ gateways, overSeconds, rounds, bytesRatio }: LoadReport): string {
  const { oneRoundTrip: one, sixRequests: six } = rounds;
  const perDay = (value: number): number => value * CHECK_INS_PER_DAY;
  const rows: readonly (readonly [string, (traffic: Traffic) => number])[] = [
    ['requests', ({ requests }) => requests],
    ['failed requests', ({ failedRequests }) => failedRequests],
    ['bytes sent', ({ bytesSent }) => bytesSent],
    ['bytes received', ({ bytesReceived }) => bytesReceived],
    ['peak requests/s', ({ peakRequestsPerSecond }) => peakRequestsPerSecond],
    ['requests/day at 4 h', ({ requests }) => perDay(requests)],
    ['bytes/day at 4 h', ({ bytesSent, bytesReceived }) => perDay(bytesSent + bytesReceived)],
  ];
  const line = (cells: readonly string[]): string =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(22) : cell.padStart(16))).join('');
  return [
    `One check-in of ${gateways} gateways, spread over ${overSeconds} s (HTTP heads and bodies, without TCP and TLS):`,
    line(['', 'one round trip', 'six requests']),
    ...rows.map(([name, of]) => line([name, ...[one, six].map((traffic) => of(traffic).toLocaleString('en'))])),
    `One round trip takes ${(bytesRatio * 100).toFixed(0)} % of the bytes.`,
  ].join('\n');
}
