import { createDeviceClient, type DeviceClient } from '../client.ts';
import type { Credential } from '../identity.ts';
import { decideClientOptions, type GlobalOptions } from './connection.ts';
import { resolveCik, type CliHost } from './settings.ts';
import type { UsageLedger } from '../usage/ledger.ts';

/** What a command works with. */
export interface Session<O extends GlobalOptions = GlobalOptions> {
  readonly client: DeviceClient;
  readonly options: O;
  /** Ends the calls when the process is asked to end. */
  readonly call: { readonly signal?: AbortSignal };
  /** The credential that an argument means. */
  readonly credential: (argument: string) => Credential;
}

/** Opens a client for one command, runs it, and lets the process exit. */
export async function withSession<T, O extends GlobalOptions = GlobalOptions>(
  host: CliHost,
  options: O,
  use: (session: Session<O>) => Promise<T>,
  vendor?: string,
): Promise<T> {
  const credential = (argument: string): Credential => resolveCik(argument, host.env, options);
  const path = options.usage ?? host.env['GDC_USAGE'];
  const usage = path === undefined || path === '' ? undefined : await openUsage(path);
  const settings = decideClientOptions(host, options, vendor);
  const client = createDeviceClient({ ...settings, ...(usage === undefined ? {} : { usage }) });
  try {
    return await use({
      client,
      options,
      call: host.signal === undefined ? {} : { signal: host.signal },
      credential,
    });
  } finally {
    await client.close();
    await usage?.stop();
  }
}

/** Loaded only where it is wanted: SQLite takes its time and memory. */
async function openUsage(path: string): Promise<UsageLedger> {
  const { createUsageLedger } = await import('../usage/ledger.ts');
  const ledger = createUsageLedger({ path, group: 'gdc' });
  await ledger.start();
  return ledger;
}

/** Prints one result: its text for people, or itself as one line of JSON. */
export function printResult(host: CliHost, options: GlobalOptions, text: string | number, value: unknown): void {
  host.stdout.write(`${options.json === true ? JSON.stringify(value) : text}\n`);
}

/** Prints a remark beside the result. */
export function printNote(host: CliHost, text: string): void {
  host.stderr.write(`gdc: ${text}\n`);
}
