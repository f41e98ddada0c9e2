import { MEDIA, type Answer, type DeviceCall } from '../http/exchange.ts';
import { waitForPoint } from '../value-wait.ts';
import { formatForm } from '../wire/form.ts';
import { formatHttpDate, parseSince } from '../wire/time.ts';

/** Waits for the first value after `If-Modified-Since` (exosite 2.4). */
export async function pollAlias(call: DeviceCall, alias: string, timeoutMs: number): Promise<Answer> {
  const { platform, device, request } = call;
  // The second name is a slip of the documents; taking it does no harm (exosite 2.4).
  const { 'if-modified-since': modified, 'if-not-modified-since': notModified } = request.headers;
  const since = parseSince(modified ?? (Array.isArray(notModified) ? notModified[0] : notModified));
  const point = await waitForPoint(platform, { device, alias, since, timeoutMs, signal: request.signal });
  if (point === undefined) return { status: 304 };
  const lastModified = platform.lastModified === 'epoch' ? String(point.timestamp) : formatHttpDate(point.timestamp);
  return {
    status: 200,
    headers: { ...MEDIA.form, 'Last-Modified': lastModified },
    body: formatForm([[alias, point.value]]),
  };
}
