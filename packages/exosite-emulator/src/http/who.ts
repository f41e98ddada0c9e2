import { type DeviceIdentity } from '../identity.ts';
import { type Platform } from '../platform.ts';
import { findByIdentity } from '../device/lookup.ts';
import { formFields, parseForm } from '../wire/form.ts';
import { credential } from './credential.ts';
import { type Request } from './exchange.ts';

/** Who asks, as far as can be seen without answering: by its CIK, or by what it activates as. */
export function findDevice({ devices }: Platform, request: Request): DeviceIdentity | undefined {
  const { certificate, headers } = request;
  const cik = credential(request, 'x-exosite-cik') ?? credential(request, 'x-exosite-token');
  if (cik !== undefined) return devices.findByCik(cik);
  if (certificate !== undefined) return findByIdentity(devices, certificate.commonName, headers.host);
  if (request.path === '/provision/activate') return findActivating(devices, request.body);
  const named = request.path.endsWith('/rpc/process') ? /"cik"\s*:\s*"(\w{1,64})"/.exec(textOf(request.body)) : null;
  return named?.[1] === undefined ? undefined : devices.findByCik(named[1]);
}

function findActivating(devices: Platform['devices'], body: Uint8Array): DeviceIdentity | undefined {
  const fields = formFields(parseForm(body));
  const [vendor = '', model = '', serial = ''] = ['vendor', 'model', 'sn'].map((name) => fields.get(name));
  const id = fields.get('id');
  return id === undefined ? { vendor, model, serial } : devices.findBySerial(id)[0];
}

/** The start of a body as text: credentials stand there, and a large body is not worth more. */
function textOf(body: Uint8Array): string {
  return Buffer.from(body.subarray(0, 65_536)).toString('latin1');
}
