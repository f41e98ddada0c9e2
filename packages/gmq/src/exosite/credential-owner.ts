import { readFile } from 'node:fs/promises';
import type { ClientIdentity } from '../identity.ts';

/** Someone else on this machine who activates certain identities, as the engine does for the gateway's own. */
export interface CredentialOwner {
  /**
   * What the owner knows of an identity: its CIK, or none yet. Undefined if the identity is not the owner's. Never
   * rejects; called before every request, so that a renewed CIK is used at once.
   */
  lookUp(identity: ClientIdentity): Promise<{ readonly cik: string | undefined } | undefined>;
}

/**
 * The engine as owner of the identity in its Gateway.cfg (gwe B30, B40). Values for that identity wait until the
 * engine has activated the gateway; a second activation here would be refused, or take the engine's CIK away.
 */
export function createGatewayCfgOwner(path: string): CredentialOwner {
  return {
    async lookUp(identity) {
      if ('cik' in identity) return undefined;
      const device = parseDevice(await readFile(path, 'utf8').catch(() => ''));
      const isOwn = (['vendor', 'model'] as const).every((key) => device.get(key) === identity[key]);
      if (!isOwn || device.get('uuid') !== identity.serial) return undefined;
      const cik = device.get('cik') ?? '';
      return { cik: cik.length === 40 ? cik : undefined };
    },
  };
}

/** The section `[device]`, in the syntax of Python's ConfigParser; two apostrophes mean empty (gwe B30). */
function parseDevice(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    section = /^\[(.*?)\]/.exec(line)?.[1] ?? section;
    const [, key, value] = /^([^\s=:#;[][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (section !== 'device' || key === undefined || value === undefined) continue;
    values.set(key.toLowerCase(), value === "''" ? '' : value);
  }
  return values;
}
