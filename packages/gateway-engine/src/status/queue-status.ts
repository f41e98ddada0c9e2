import type { QueueReport } from '../reports/engine-report.ts';

/** A local server answers at once; one that does not hangs. */
const TIMEOUT_MS = 2000;

/** Asks the queue's server for its backlog; undefined where nobody answers, or something else than gmq does. */
export async function fetchQueueStatus(
  url: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<QueueReport | undefined> {
  options.signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  try {
    const response = await fetch(new URL('/status', url), { signal });
    return response.ok ? parseQueueStatus(await response.json()) : undefined;
  } catch {
    options.signal?.throwIfAborted();
    return undefined;
  }
}

function parseQueueStatus(value: unknown): QueueReport | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  const [messages, bytes, deadLetters] = ['messages', 'bytes', 'deadLetters'].map((name) => fields.get(name));
  if (typeof messages !== 'number' || typeof bytes !== 'number' || typeof deadLetters !== 'number') return undefined;
  return { messages, bytes, deadLetters };
}
