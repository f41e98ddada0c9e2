import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What wrk measured. */
export interface WrkResult {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
  /** Answers that were not 2xx or 3xx, and sockets that failed. */
  readonly failures: number;
}

const UNIT_MS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

/** Reads what `wrk --latency` prints. Throws if it is something else. */
export function parseWrk(text: string): WrkResult {
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(text)?.[1];
  const [, p99, unit = ''] = /99%\s+([\d.]+)(us|ms|s|m)/.exec(text) ?? [];
  if (rate === undefined || p99 === undefined) throw new Error(`wrk printed no result: ${text.slice(0, 500)}`);
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0);
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text)?.slice(1) ?? [];
  return {
    requestsPerSecond: Number(rate),
    p99Ms: Number(p99) * (UNIT_MS[unit] ?? 1),
    failures: errors.reduce((sum, count) => sum + Number(count), refused),
  };
}

/** Posts a value of an application over so many connections for so long. */
export async function runWrk(
  url: string,
  {
    connections,
    seconds,
    signal,
  }: { readonly connections: number; readonly seconds: number; readonly signal: AbortSignal },
): Promise<WrkResult> {
  const script = join(import.meta.dirname, 'post.lua');
  const flags = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency', '-s', script];
  const wrk = spawn('wrk', [...flags, `${url}/onep:v1/stack/alias`], { stdio: ['ignore', 'pipe', 'inherit'], signal });
  let text = '';
  wrk.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(wrk, 'close');
  return parseWrk(text);
}
