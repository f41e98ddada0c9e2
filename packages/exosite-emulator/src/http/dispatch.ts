import { type Platform } from '../platform.ts';
import { findByIdentity } from '../device/lookup.ts';
import { type StoredDevice } from '../store/device-store.ts';
import { credential, isSameText } from './credential.ts';
import { refuse, type Answer, type Request } from './exchange.ts';
import { type OpenRoute, type RouteMatch } from './route.ts';

/** Checks the credential that the endpoint asks for and lets it answer (exosite 1.2). */
export async function dispatch(platform: Platform, request: Request, match: RouteMatch): Promise<Answer> {
  if (match.kind === 'unknown') return refuse(404, 'no such endpoint');
  if (match.kind === 'wrongMethod') {
    return { ...refuse(405, 'wrong method for this endpoint'), headers: { Allow: match.allow.join(', ') } };
  }
  const { route, params } = match;
  if (route.auth === 'none' || route.auth === 'vendor') return dispatchOpen(platform, request, route, params);
  const token = route.auth === 'deviceOrToken' ? credential(request, 'x-exosite-token') : undefined;
  const cik = credential(request, 'x-exosite-cik') ?? token;
  const device = cik === undefined ? authenticateCertificate(platform, request) : platform.devices.authenticate(cik);
  if (device === undefined) return refuse(401, cik === undefined ? 'no CIK' : 'unknown CIK');
  const answer = await route.handle({ platform, request, params, device });
  const { vendor, model, serial } = device;
  return { ...answer, device: { vendor, model, serial } };
}

async function dispatchOpen(
  platform: Platform,
  request: Request,
  route: OpenRoute,
  params: Readonly<Record<string, string>>,
): Promise<Answer> {
  if (route.auth === 'vendor' && !isVendor(platform, request)) return refuse(401, 'no or wrong vendor token');
  return await route.handle({ platform, request, params });
}

/** Whether a management call has the vendor token, or one that `/provision/admin/auth/` made (exosite 1.2, 4). */
export function isVendor({ vendorToken, catalog }: Platform, request: Request): boolean {
  const given = [
    credential(request, 'x-exosite-token'),
    credential(request, 'x-exosite-cik'),
    // Tools of Murano send `Authorization: token <t>`.
    /^token\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1],
  ].filter((token) => token !== undefined);
  const known = [vendorToken, ...catalog.list('token', '').map(({ value }) => value)];
  return given.some((token) => known.some((other) => isSameText(token, other)));
}

/** A device that shows a client certificate sends no CIK (exosite 1.2). */
function authenticateCertificate({ devices }: Platform, request: Request): StoredDevice | undefined {
  const { certificate, headers } = request;
  if (certificate === undefined) return undefined;
  const device = findByIdentity(devices, certificate.commonName, headers.host);
  return device !== undefined && devices.authenticateCertificate(device, certificate.fingerprint) ? device : undefined;
}
