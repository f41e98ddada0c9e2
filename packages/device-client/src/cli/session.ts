import { createDeviceClient, type DeviceClient } from '../client.ts';
import { decideBaseUrl, parseWholeNumber, type CliHost } from './settings.ts';

/** Options that all commands share. */
export interface GlobalOptions {
  readonly url?: string;
  readonly timeoutMs?: string;
}

/** Opens a client for one command, runs it, and lets the process exit. */
export async function withClient<T>(
  host: CliHost,
  options: GlobalOptions,
  use: (client: DeviceClient) => Promise<T>,
  vendor?: string,
): Promise<T> {
  const { timeoutMs } = options;
  const client = createDeviceClient({
    baseUrl: decideBaseUrl(options.url, host.env, vendor),
    ...(timeoutMs === undefined ? {} : { timeoutMs: parseWholeNumber('--timeout-ms', timeoutMs) }),
  });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

/** Prints one result. */
export function printLine(host: CliHost, text: string | number): void {
  host.stdout.write(`${text}\n`);
}

/** Prints a remark beside the result. */
export function printNote(host: CliHost, text: string): void {
  host.stderr.write(`gdc: ${text}\n`);
}
