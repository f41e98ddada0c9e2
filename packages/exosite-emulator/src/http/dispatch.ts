import { type Platform } from '../platform.ts';
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
  if (cik === undefined) return refuse(401, 'no CIK');
  const device = platform.devices.authenticate(cik);
  if (device === undefined) return refuse(401, 'unknown CIK');
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
  const tokens = [credential(request, 'x-exosite-token'), credential(request, 'x-exosite-cik')];
  const isVendor = tokens.some((token) => token !== undefined && isSameText(token, platform.vendorToken));
  if (route.auth === 'vendor' && !isVendor) return refuse(401, 'no or wrong vendor token');
  return await route.handle({ platform, request, params });
}
