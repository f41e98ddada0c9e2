import { GmqError } from '../errors.ts';
import { formatStatus, parseStats } from './format-status.ts';
import type { StatusOptions } from './program.ts';

/** A local server answers at once; one that does not hangs. */
const TIMEOUT_MS = 5000;

/** Prints the status of the running gmq. Rejects with GmqError `GMQ_NOT_REACHABLE` if there is none. */
export async function showStatus({ host, port, json }: StatusOptions): Promise<void> {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/status`;
  const text = await fetchStatus(url);
  const stats = parseStats(text);
  if (stats === undefined) throw unreachable(url, 'something else than gmq answers there');
  process.stdout.write(json === true ? `${text.trim()}\n` : formatStatus(stats, Date.now()));
}

async function fetchStatus(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    if (response.ok) return text;
    throw unreachable(url, `it answers with ${response.status}: ${text.trim().slice(0, 200)}`);
  } catch (error) {
    if (error instanceof GmqError) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw unreachable(url, cause instanceof Error ? cause.message : String(cause), error);
  }
}

function unreachable(url: string, found: string, cause?: unknown): GmqError {
  return new GmqError(`Asking gmq at ${url} failed: ${found}. Start gmq, or give its --host and --port.`, {
    code: 'GMQ_NOT_REACHABLE',
    cause,
  });
}
