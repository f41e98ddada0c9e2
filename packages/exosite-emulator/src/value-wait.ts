import { type Platform } from './platform.ts';
import { type StoredDevice } from './store/device-store.ts';
import { type Point } from './types.ts';

/** What to wait for. */
export interface PointWait {
  readonly device: StoredDevice;
  readonly alias: string;
  /** Epoch seconds; the value must be newer. Absent: any value that arrives from now on. */
  readonly since: number | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The first value after `since`, present or to come; `undefined` when the time is over or `signal` aborts. */
export async function waitForPoint(
  platform: Pick<Platform, 'values' | 'nowSeconds'>,
  { device, alias, since, timeoutMs, signal }: PointWait,
): Promise<Point | undefined> {
  const present = since === undefined ? undefined : platform.values.firstAfter(device, alias, since);
  if (present !== undefined || signal.aborted) return present;
  // Without a since, a value of the very second in which the wait began counts: it arrives after the question.
  const earliest = since === undefined ? platform.nowSeconds() : since + 1;
  const { promise, resolve } = Promise.withResolvers<Point | undefined>();
  const giveUp = (): void => {
    resolve(undefined);
  };
  const stopListening = platform.values.onWrite((event) => {
    const { vendor, model, serial } = event.device;
    const isSame = vendor === device.vendor && model === device.model && serial === device.serial;
    if (!isSame || event.alias !== alias || event.timestamp < earliest) return;
    resolve(platform.values.firstAfter(device, alias, event.timestamp - 1));
  });
  const timer = setTimeout(giveUp, timeoutMs);
  signal.addEventListener('abort', giveUp);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    stopListening();
  }
}
