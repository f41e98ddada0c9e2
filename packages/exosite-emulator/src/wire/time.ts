/** Epoch seconds as an HTTP date. */
export function formatHttpDate(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toUTCString();
}

/** Parses epoch seconds or an HTTP date, the two forms of `If-Modified-Since` (exosite 2.4). */
export function parseSince(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,12}$/.test(text)) return Number(text);
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

/** Parses `Request-Timeout`: clamped, and `undefined` where the call is a plain read (exosite 2.4). */
export function parsePollMs(header: string | undefined, maxPollMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const milliseconds = Number(text);
  return milliseconds === 0 ? undefined : Math.min(milliseconds, maxPollMs);
}
