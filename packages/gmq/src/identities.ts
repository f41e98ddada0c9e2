import { formatLaneKey, type ClientIdentity } from './identity.ts';
import type { MessageStore } from './store.ts';

/** Which CIK belongs to which identity: what the old gmq kept in `gmq.db` (gwe K144). */
export interface Identities {
  /** The CIK of an identity, or undefined if it was never activated here. */
  find(identity: ClientIdentity): string | undefined;
  /**
   * Keeps a CIK. When it returns, the CIK is durable: the platform gives it out only once (exosite 3.1).
   * @throws GmqError `GMQ_STORE_…`; the CIK is then known until the process ends, and every look-up tries to keep it.
   */
  save(identity: ClientIdentity, cik: string): void;
}

/** The identities kept in an open store. A bare CIK is its own answer and is never replaced. */
export function createIdentities(store: MessageStore): Identities {
  // Read at first use: the store may not be open yet when this is composed.
  let known: Map<string, string> | undefined;
  const unsaved = new Map<string, ClientIdentity>();
  const ciks = (): Map<string, string> => (known ??= readCiks(store));

  function keep(identity: ClientIdentity, key: string, cik: string): void {
    unsaved.set(key, identity);
    // Durable when it returns: one commit of its own, not worth a group.
    store.saveCik(store.ensureClient(identity).id, cik);
    unsaved.delete(key);
  }

  return {
    find(identity) {
      if ('cik' in identity) return identity.cik;
      const key = formatLaneKey(identity);
      const cik = ciks().get(key);
      if (cik !== undefined && unsaved.has(key)) {
        try {
          keep(identity, key, cik);
        } catch {
          // The disk still refuses; the CIK is good for now, and the next look-up tries again.
        }
      }
      return cik;
    },
    save(identity, cik) {
      if ('cik' in identity) throw new TypeError('A bare CIK has no identity to keep another CIK for.');
      const key = formatLaneKey(identity);
      ciks().set(key, cik);
      keep(identity, key, cik);
    },
  };
}

function readCiks(store: MessageStore): Map<string, string> {
  const known = new Map<string, string>();
  for (const client of store.clients()) {
    if (client.cik !== undefined && !('cik' in client.identity)) known.set(formatLaneKey(client.identity), client.cik);
  }
  return known;
}
