import { isDeviceClientError } from '@gateway-engine/device-client';

import type { AliasPacer } from './alias-pacer.ts';
import type { Identity } from './identity/identity.ts';
import type { PlatformClient } from './platform/platform-client.ts';
import type { Selection } from './reports/news.ts';
import { type CommandIntake, COMMAND_ALIASES } from './update/command-intake.ts';
import type { UpdateJournal } from './update/update-journal.ts';
import { confirmStatus } from './update/update-state.ts';

export interface CheckInOptions {
  readonly client: PlatformClient;
  readonly identity: Identity;
  readonly pacer: AliasPacer;
  readonly journal: UpdateJournal;
  readonly intake: CommandIntake;
  /** The reports that are worth their bytes now. */
  readonly collectReports: (call: { readonly signal?: AbortSignal }) => Promise<Selection>;
}

/**
 * One check-in (design 4.3): a single round trip that writes the reports, and the results not yet told, and reads the
 * commands. Only when there are commands does a second request follow, which clears them.
 */
export async function checkIn(options: CheckInOptions, call: { readonly signal?: AbortSignal }): Promise<void> {
  const { client, identity, pacer, journal, intake } = options;
  const { status } = await journal.read();
  const reports = await options.collectReports(call);
  const writes = { ...reports.values, ...(status === '' ? {} : { fetch_status: status }) };

  const read = await pacedWrite(pacer, Object.keys(writes), call, () =>
    withRenewal(identity, call, (cik) => client.writeRead(cik, writes, COMMAND_ALIASES, call)),
  );
  reports.delivered();
  if (status !== '') await journal.write(confirmStatus(await journal.read(), status));

  const toClear = await intake.take(read);
  if (toClear.length === 0) return;
  await pacedWrite(pacer, toClear, call, () =>
    withRenewal(identity, call, (cik) =>
      client.write(cik, Object.fromEntries(toClear.map((alias) => [alias, ''])), call),
    ),
  );
  await intake.cleared(toClear);
}

async function pacedWrite<T>(
  pacer: AliasPacer,
  aliases: readonly string[],
  call: { readonly signal?: AbortSignal },
  write: () => Promise<T>,
): Promise<T> {
  await pacer.ready(aliases, call);
  try {
    return await write();
  } finally {
    pacer.wrote(aliases);
  }
}

/** A refused credential is renewed at once and the same request repeated, once (gwe 48, N3). */
async function withRenewal<T>(
  identity: Identity,
  call: { readonly signal?: AbortSignal },
  request: (cik: string) => Promise<T>,
): Promise<T> {
  const cik = await identity.credential(call);
  try {
    return await request(cik);
  } catch (error) {
    if (!isDeviceClientError(error) || error.code !== 'DEVICE_CLIENT_UNAUTHORIZED') throw error;
    return request(await identity.renew(call));
  }
}
