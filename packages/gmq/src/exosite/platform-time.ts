import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { isDeviceClientError, type DeviceClient } from '@gateway-engine/device-client';
import type { PlatformTime, UpstreamCall } from '../upstream.ts';

/** Where the device client tells of every request that has ended. */
const REQUEST_END = 'device-client:request:end';

/** Asks the platform for its time (exosite 2.6). */
export async function requestPlatformTime(
  client: Pick<DeviceClient, 'timestamp'>,
  call: UpstreamCall,
): Promise<PlatformTime> {
  try {
    return { kind: 'known', epochMs: (await client.timestamp(call)) * 1000 };
  } catch (error) {
    if (!isDeviceClientError(error)) throw error;
    // Whoever answers, with whatever, is there: records are better sent at a doubtful time than never.
    if (error.status !== undefined) return { kind: 'unknown' };
    const { message: reason, retryAfterMs: afterMs } = error;
    return {
      kind: 'retry',
      reason,
      ...(afterMs === undefined ? {} : { afterMs }),
      ...(error.outcome === 'notSent' ? { offline: true } : {}),
    };
  }
}

/** Answers by something else than the platform, or by only a part of it: their `Date` is not to be trusted. */
const UNTRUSTED: ReadonlySet<unknown> = new Set(['DEVICE_CLIENT_PROTOCOL', 'DEVICE_CLIENT_TRUNCATED', 'ABORTED']);

/** Tells the `Date` of every answer of a platform, whoever in this process has asked. Returns what ends it. */
export function watchPlatformTime(origin: string, tell: (epochMs: number, roundTripMs: number) => void): () => void {
  const listen = (event: unknown): void => {
    if (typeof event !== 'object' || event === null) return;
    const { origin: from, platformTimeMs, durationMs, code } = event as Readonly<Record<string, unknown>>;
    if (from !== origin || UNTRUSTED.has(code)) return;
    if (typeof platformTimeMs === 'number' && typeof durationMs === 'number') tell(platformTimeMs, durationMs);
  };
  subscribe(REQUEST_END, listen);
  return () => unsubscribe(REQUEST_END, listen);
}
