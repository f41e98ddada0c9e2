/** A platform that asks for more is believed only this far: a gateway must not sleep for weeks on one header. */
export const MAX_RETRY_AFTER_MS: number = 24 * 60 * 60 * 1000;

/**
 * `Retry-After` in milliseconds, at most a day: whole seconds or an HTTP date (RFC 9110, 10.2.3). A date counts from
 * the answer's own `Date`, since a gateway without a clock chip may believe that it is 1970; without one, from `nowMs`.
 */
export function parseRetryAfter(headers: ReadonlyMap<string, string>, nowMs: number): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - parseDate(headers, nowMs);
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), MAX_RETRY_AFTER_MS);
}

function parseDate(headers: ReadonlyMap<string, string>, nowMs: number): number {
  const parsed = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(parsed) ? nowMs : parsed;
}
