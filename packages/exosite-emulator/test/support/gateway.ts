import { type DeviceIdentity } from '../../src/index.ts';
import { call } from './call.ts';

/** A gateway as the platform sees it: plain HTTP calls, and none of our clients. */
export interface SimulatedGateway {
  readonly cik: string;
  /** Writes values now; returns the status. */
  write(values: Readonly<Record<string, string>>): Promise<number>;
  /** Records values at their own times. */
  record(alias: string, points: readonly (readonly [timestamp: number, value: string])[]): Promise<number>;
  /** Reads `engine_fetch`, clears it, and downloads what it names (gwe 70). */
  pickUp(): Promise<{ readonly name: string; readonly bytes: Buffer }>;
}

/** Activates a device and acts for it. */
export async function activateGateway(url: string, device: DeviceIdentity): Promise<SimulatedGateway> {
  const { vendor, model, serial } = device;
  const form = new URLSearchParams({ vendor, model, sn: serial }).toString();
  const { status, body: cik } = await call(`${url}/provision/activate`, { body: form });
  if (status !== 200) throw new Error(`activation answered ${status}`);
  const headers = { 'X-Exosite-CIK': cik };
  const write: SimulatedGateway['write'] = async (values) => {
    const reply = await call(`${url}/onep:v1/stack/alias`, { headers, body: new URLSearchParams(values).toString() });
    return reply.status;
  };
  return {
    cik,
    write,
    async record(alias, points) {
      const body = points.map(([timestamp, value]) => `${timestamp}=${encodeURIComponent(value)}`).join('&');
      return (await call(`${url}/onep:v1/stack/alias/${alias}`, { headers, body })).status;
    },
    async pickUp() {
      const reply = await call(`${url}/onep:v1/stack/alias?engine_fetch`, { headers });
      const command = new URLSearchParams(reply.body).get('engine_fetch') ?? '';
      await write({ engine_fetch: '' });
      const { install } = JSON.parse(command) as { install: [{ name: string }] };
      const { name } = install[0];
      const query = new URLSearchParams({ vendor, model, id: name }).toString();
      return { name, bytes: (await call(`${url}/provision/download?${query}`, { headers })).bytes };
    },
  };
}
