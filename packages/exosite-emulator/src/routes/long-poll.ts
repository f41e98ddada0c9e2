import { MEDIA, type Answer, type DeviceCall } from '../http/exchange.ts';
import { type Point } from '../types.ts';
import { formatForm } from '../wire/form.ts';
import { formatHttpDate, parseSince } from '../wire/time.ts';

/** Waits for the first value after `If-Modified-Since` (exosite 2.4). */
export async function pollAlias(call: DeviceCall, alias: string, pollMs: number): Promise<Answer> {
  const { platform, device, request } = call;
  const { 'if-modified-since': modified, 'if-not-modified-since': notModified } = request.headers;
  const since = parseSince(modified ?? (Array.isArray(notModified) ? notModified[0] : notModified));
  const present = since === undefined ? undefined : platform.values.firstAfter(device, alias, since);
  const point = present ?? (await nextPoint(call, alias, since, pollMs));
  if (point === undefined) return { status: 304 };
  const lastModified = platform.lastModified === 'epoch' ? String(point.timestamp) : formatHttpDate(point.timestamp);
  return {
    status: 200,
    headers: { ...MEDIA.form, 'Last-Modified': lastModified },
    body: formatForm([[alias, point.value]]),
  };
}

/**
 * Resolves to `undefined` when the time is over or the client has gone. Without a `since` any value that arrives
 * counts, so that one written in the very second in which the poll began is not missed.
 */
async function nextPoint(
  { platform, device, request: { signal } }: DeviceCall,
  alias: string,
  since: number | undefined,
  pollMs: number,
): Promise<Point | undefined> {
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
  const timer = setTimeout(giveUp, pollMs);
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    stopListening();
  }
}
