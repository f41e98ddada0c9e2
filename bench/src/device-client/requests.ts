import { createDeviceClient } from '@gateway-engine/device-client';
import { Pool } from 'undici';

/** One way to write a value. */
export interface Writer {
  readonly name: string;
  write(): Promise<void>;
  close(): Promise<void>;
}

/** What one round of requests took. */
export interface Round {
  readonly perSecond: number;
  /** Processor time of this process, user and system, in microseconds. */
  readonly cpuUsPerRequest: number;
}

const CIK = '22596363b3de40b06f981fb85d82312e8c0ed511';
const HEADERS = {
  'User-Agent': 'gateway-engine-device-client',
  'X-Exosite-CIK': CIK,
  'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
};
const PATH = '/onep:v1/stack/alias';
const BODY = 'temperature=21.5';

/** The client, undici as it comes, and what Node has built in: the same request over as many connections. */
export function createWriters(url: string, connections: number): readonly Writer[] {
  const client = createDeviceClient({ baseUrl: url, maxConnections: connections });
  const pool = new Pool(url, { connections });
  return [
    {
      name: 'device-client write',
      write: () => client.write(CIK, { temperature: '21.5' }),
      close: () => client.close(),
    },
    {
      name: 'undici request',
      async write() {
        const { body, statusCode } = await pool.request({ path: PATH, method: 'POST', headers: HEADERS, body: BODY });
        await body.arrayBuffer();
        requireWritten(statusCode);
      },
      close: () => pool.close(),
    },
    {
      name: 'fetch',
      async write() {
        const response = await fetch(url + PATH, { method: 'POST', headers: HEADERS, body: BODY });
        await response.arrayBuffer();
        requireWritten(response.status);
      },
      close: () => Promise.resolve(),
    },
  ];
}

function requireWritten(status: number): void {
  if (status !== 204) throw new Error(`A write was answered with ${status}.`);
}

/** Keeps so many writes going until all are done. */
export async function runRound(
  writer: Writer,
  requests: number,
  inFlight: number,
  signal: AbortSignal,
): Promise<Round> {
  let left = requests;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await writer.write();
    }
  };
  signal.throwIfAborted();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: inFlight }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond: requests / seconds, cpuUsPerRequest: (user + system) / requests };
}
