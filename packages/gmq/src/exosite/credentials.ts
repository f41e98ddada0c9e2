import { isDeviceClientError, type DeviceClient } from '@gateway-engine/device-client';
import { waitUnlessAborted } from '../abort.ts';
import { isGmqError } from '../errors.ts';
import type { Identities } from '../identities.ts';
import { formatClient, formatLaneKey, type ClientIdentity } from '../identity.ts';
import type { Activation } from '../upstream.ts';
import type { CredentialOwner } from './credential-owner.ts';

/** Finds and renews CIKs. */
export interface Credentials {
  /** The CIK that is known, or the one that an activation brings (gwe K136). */
  find(identity: ClientIdentity, signal: AbortSignal): Promise<Activation>;
  /** A CIK other than the one that was refused (gwe N3). */
  renew(identity: ClientIdentity, refused: string, signal: AbortSignal): Promise<Activation>;
  /** Resolves when no activation is under way. */
  settled(): Promise<void>;
}

/** Credentials from their owner, else from the store, else from the platform. */
export function createCredentials(
  client: Pick<DeviceClient, 'activate'>,
  identities: Identities,
  owner?: CredentialOwner,
): Credentials {
  const underWay = new Map<string, Promise<Activation>>();

  /**
   * One activation per identity at a time, and no caller's signal ends it: the platform gives a CIK out once, so
   * an answer that nobody waits for any more must still be kept. The client's own timeout bounds it.
   */
  function activate(identity: ClientIdentity, signal: AbortSignal): Promise<Activation> {
    const key = formatLaneKey(identity);
    const running = underWay.get(key) ?? requestCik(client, identities, identity).finally(() => underWay.delete(key));
    underWay.set(key, running);
    return waitUnlessAborted(running, signal);
  }

  return {
    async find(identity, signal) {
      const owned = await owner?.lookUp(identity);
      if (owned !== undefined) return readOwned(identity, owned.cik);
      const cik = identities.find(identity);
      return cik === undefined ? await activate(identity, signal) : { kind: 'activated', cik };
    },
    async renew(identity, refused, signal) {
      const owned = await owner?.lookUp(identity);
      if (owned !== undefined) return readOwned(identity, owned.cik === refused ? undefined : owned.cik);
      const cik = identities.find(identity);
      // Another request has renewed it meanwhile.
      if (cik !== undefined && cik !== refused) return { kind: 'activated', cik };
      return await activate(identity, signal);
    },
    async settled() {
      await Promise.all(underWay.values());
    },
  };
}

/** An activation here would take the CIK away from its owner: the platform gives it out once (exosite 3.1). */
function readOwned(identity: ClientIdentity, cik: string | undefined): Activation {
  if (cik !== undefined) return { kind: 'activated', cik };
  const shown = formatClient(identity);
  return { kind: 'failed', reason: `${shown} is this gateway's own, and the engine has no valid CIK for it yet.` };
}

async function requestCik(
  client: Pick<DeviceClient, 'activate'>,
  identities: Identities,
  identity: ClientIdentity,
): Promise<Activation> {
  const shown = formatClient(identity);
  if ('cik' in identity) {
    return { kind: 'failed', reason: `The platform refuses ${shown}, and a bare CIK cannot be renewed.` };
  }
  try {
    const cik = await client.activate(identity);
    keep(identities, identity, cik);
    return { kind: 'activated', cik };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const offline = isDeviceClientError(error) && error.outcome === 'notSent' ? { offline: true } : {};
    return { kind: 'failed', reason: `Activating ${shown} failed: ${found}`, ...offline };
  }
}

function keep(identities: Identities, identity: ClientIdentity, cik: string): void {
  try {
    identities.save(identity, cik);
  } catch (error) {
    // The identities hold it in memory and keep trying; giving it up would lock the device out.
    if (!isGmqError(error)) throw error;
  }
}
