import { isDeviceClientError, type DeviceClient, type RecordConflict } from '@gateway-engine/device-client';
import { systemClock, type Clock } from '../clock.ts';
import type { Identities } from '../identities.ts';
import type { ClientIdentity } from '../identity.ts';
import type { Activation, DeliveryOutcome, DeliveryRecord, ReadOutcome, Upstream, UpstreamCall } from '../upstream.ts';
import type { CredentialOwner } from './credential-owner.ts';
import { createCredentials } from './credentials.ts';
import { decideOutcome, isAboutTheWhole, isCredentialRefused } from './outcome.ts';
import { requestPlatformTime } from './platform-time.ts';
import { sendSplitting, type RequestAnswer } from './split.ts';

/** What the upstream needs of a device client. */
export type ExositeClient = Pick<DeviceClient, 'activate' | 'record' | 'timestamp' | 'write'> &
  Partial<Pick<DeviceClient, 'read'>>;

/** Options of {@link createExositeUpstream}. */
export interface ExositeUpstreamOptions {
  readonly client: ExositeClient;
  /** Where CIKs are looked up and kept. */
  readonly identities: Identities;
  /** Who else activates identities. Default: nobody. */
  readonly credentialOwner?: CredentialOwner;
  readonly clock?: Clock;
}

/** The platform's clock may be this far from ours and still count as the same, in milliseconds. */
const SAME_TIME_MS = 2000;

/** No CIK could be had: the request was not made. */
type NoCredential = Extract<Activation, { kind: 'failed' }>;

/**
 * Delivers to an Exosite platform: `write` for immediate values, the multi-alias `record` for queued ones (gwe N4).
 * A CIK that is missing or refused is asked for at once and the same request repeated (gwe K136, N3).
 */
export function createExositeUpstream(options: ExositeUpstreamOptions): Upstream {
  const { client, identities, clock = systemClock } = options;
  const credentials = createCredentials(client, identities, options.credentialOwner);

  async function withCik<T>(
    identity: ClientIdentity,
    { signal }: UpstreamCall,
    request: (cik: string) => Promise<T>,
  ): Promise<T | NoCredential> {
    const found = await credentials.find(identity, signal);
    if (found.kind === 'failed') return found;
    try {
      return await request(found.cik);
    } catch (error) {
      if (!isDeviceClientError(error) || !isCredentialRefused(error)) throw error;
      const renewed = await credentials.renew(identity, found.cik, signal);
      return renewed.kind === 'failed' ? renewed : await request(renewed.cik);
    }
  }

  async function recordOnce(
    identity: ClientIdentity,
    records: readonly DeliveryRecord[],
    call: UpstreamCall,
  ): Promise<RequestAnswer> {
    try {
      const values = records.map(({ alias, timestamp, value }) => ({ alias, timestamp, value }));
      const result = await withCik(identity, call, (cik) => client.record(cik, values, call));
      if ('kind' in result) return { kind: 'failed', outcome: withoutCredential(result) };
      return { kind: 'each', outcomes: readConflicts(records, result.conflicts) };
    } catch (error) {
      if (!isDeviceClientError(error)) throw error;
      return { kind: isAboutTheWhole(error) ? 'whole' : 'failed', outcome: decideOutcome(error) };
    }
  }

  /**
   * A conflict of a value whose `write` went unanswered mostly is that write, stored in the second of its receipt.
   * Not so if the platform's clock is elsewhere: then that write lies, if at all, under another second.
   */
  async function judgeConflicts(
    records: readonly DeliveryRecord[],
    outcomes: readonly DeliveryOutcome[],
    call: UpstreamCall,
  ): Promise<readonly DeliveryOutcome[]> {
    const inDoubt = (index: number): boolean =>
      outcomes[index]?.kind === 'conflict' && records[index]?.fate === 'maybeWritten';
    if (!outcomes.some((_outcome, index) => inDoubt(index))) return outcomes;
    const verdict = await compareClocks(call);
    return outcomes.map((outcome, index) => (inDoubt(index) ? verdict : outcome));
  }

  async function compareClocks(call: UpstreamCall): Promise<DeliveryOutcome> {
    try {
      const platformMs = (await client.timestamp(call)) * 1000;
      const apart = Math.abs(platformMs - clock.now()) > SAME_TIME_MS;
      return apart ? { kind: 'conflict', foreign: true } : { kind: 'conflict' };
    } catch (error) {
      if (!isDeviceClientError(error)) throw error;
      return { kind: 'retry', reason: error.message, uncertain: false };
    }
  }

  /** A read is passed through at once or not at all: what it would return later is of no use to who asked. */
  async function read(identity: ClientIdentity, aliases: readonly string[], call: UpstreamCall): Promise<ReadOutcome> {
    try {
      const found = await withCik(identity, call, async (cik) => client.read?.(cik, aliases, call) ?? new Map());
      return 'kind' in found ? { kind: 'offline', reason: found.reason } : { kind: 'values', values: found };
    } catch (error) {
      if (!isDeviceClientError(error)) throw error;
      const refused = error.code === 'DEVICE_CLIENT_BAD_REQUEST' || error.code === 'DEVICE_CLIENT_NOT_FOUND';
      return { kind: refused ? 'refused' : 'offline', reason: error.message };
    }
  }

  return {
    time: (call) => requestPlatformTime(client, call),
    ...(client.read === undefined ? {} : { read }),
    async deliver({ client: identity, records }, call) {
      const outcomes = await sendSplitting(records, (part) => recordOnce(identity, part, call));
      return await judgeConflicts(records, outcomes, call);
    },
    async write({ client: identity, values }, call) {
      try {
        const written = await withCik(identity, call, (cik) => client.write(cik, Object.fromEntries(values), call));
        return written === undefined ? { kind: 'delivered' } : withoutCredential(written);
      } catch (error) {
        if (!isDeviceClientError(error)) throw error;
        return decideOutcome(error);
      }
    },
    activate: (identity, { signal }) => credentials.find(identity, signal),
    stop: () => credentials.settled(),
  };
}

/** What is not named in the answer was stored (exosite 2.5). */
function readConflicts(
  records: readonly DeliveryRecord[],
  conflicts: readonly RecordConflict[],
): readonly DeliveryOutcome[] {
  const named = new Set(conflicts.map(({ alias, timestamp }) => `${timestamp} ${alias}`));
  return records.map(({ alias, timestamp }) => ({
    kind: named.has(`${timestamp} ${alias}`) ? 'conflict' : 'delivered',
  }));
}

function withoutCredential({ reason, offline }: NoCredential): DeliveryOutcome {
  return { kind: 'retry', reason, uncertain: false, ...(offline === true ? { offline: true } : {}) };
}
