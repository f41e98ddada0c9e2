import { encodeForm } from '../form.ts';
import type { CallOptions, DeviceRequest } from '../http/request.ts';
import type { Transport } from '../http/transport.ts';
import { formatIdentity, isCik, type Identity } from '../identity.ts';
import { requireTextBody } from './answer-body.ts';

/** Asks for the CIK of a device that was enabled on the platform (exosite 3.1). */
export async function activate(transport: Transport, identity: Identity, call?: CallOptions): Promise<string> {
  const request = formatActivate(identity);
  const answer = await transport.call(request, call);
  const cik = requireTextBody(transport, request, answer).trim();
  if (isCik(cik)) return cik;
  throw transport.nonsense(request, `a text of ${cik.length} characters instead of a CIK of 40`, answer);
}

/** The platform's clock in seconds since the epoch (exosite 2.6). */
export async function timestamp(transport: Transport, call?: CallOptions): Promise<number> {
  const request: DeviceRequest = {
    operation: 'timestamp',
    source: 'timestamp',
    method: 'GET',
    path: '/timestamp',
    accepts: [200],
  };
  const answer = await transport.call(request, call);
  const text = requireTextBody(transport, request, answer).trim();
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw transport.nonsense(request, 'something else than a time', answer);
}

function formatActivate(identity: Identity): DeviceRequest {
  const pairs: readonly (readonly [string, string])[] =
    'id' in identity
      ? [['id', identity.id]]
      : [
          ['vendor', identity.vendor],
          ['model', identity.model],
          ['sn', identity.serial],
        ];
  for (const [name, value] of pairs) {
    if (value === '') throw new TypeError(`The identity's ${name} must not be empty.`);
  }
  return {
    operation: 'activate',
    source: `actvt:${'id' in identity ? formatIdentity(identity) : identity.serial}`,
    method: 'POST',
    path: '/provision/activate',
    form: encodeForm(pairs),
    accepts: [200],
  };
}
