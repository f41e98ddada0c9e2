import { type DeviceIdentity } from '../identity.ts';
import { formatForm, formFields, parseForm } from '../wire/form.ts';
import { type WireClient, type WireReply } from './wire-client.ts';

/** A call that the platform did not answer as hoped. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly status: number;

  constructor(what: string, status: number) {
    super(`${what} was answered ${status}`);
    this.status = status;
  }
}

const ALIAS_PATH = '/onep:v1/stack/alias';

/** The device API as a gateway calls it. */
export interface DeviceCalls {
  activate(device: DeviceIdentity, signal: AbortSignal): Promise<string>;
  /** Writes, then reads, in one call (exosite 2.3). */
  writeRead(cik: string, call: WriteRead, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** How many bytes came. */
  download(cik: string, device: DeviceIdentity, id: string, signal: AbortSignal): Promise<number>;
}

/** Values to write and aliases to read; either may be empty. */
interface WriteRead {
  readonly write?: Readonly<Record<string, string>>;
  readonly read?: readonly string[];
}

/** Calls over `wire`. They reject with CallFailure for a status that is no success. */
export function createDeviceCalls(wire: WireClient): DeviceCalls {
  const checked = (what: string, reply: WireReply): WireReply => {
    if (reply.status >= 300) throw new CallFailure(what, reply.status);
    return reply;
  };
  return {
    async activate({ vendor, model, serial }, signal) {
      const body = formatForm(Object.entries({ vendor, model, sn: serial }));
      const reply = await wire.send({ method: 'POST', path: '/provision/activate', body, signal });
      return checked('activation', reply).body;
    },
    async writeRead(cik, { write = {}, read = [] }, signal) {
      const query = read.map((alias) => encodeURIComponent(alias)).join('&');
      const body = formatForm(Object.entries(write));
      const reply = await wire.send({
        method: body === '' ? 'GET' : 'POST',
        path: query === '' ? ALIAS_PATH : `${ALIAS_PATH}?${query}`,
        headers: { 'X-Exosite-CIK': cik },
        ...(body === '' ? {} : { body }),
        signal,
      });
      return formFields(parseForm(checked('a write or read', reply).body));
    },
    async download(cik, { vendor, model }, id, signal) {
      const query = formatForm(Object.entries({ vendor, model, id }));
      const headers = { 'X-Exosite-CIK': cik };
      const reply = await wire.send({ method: 'GET', path: `/provision/download?${query}`, headers, signal });
      return checked(`the download of ${id}`, reply).bodyBytes;
    },
  };
}
