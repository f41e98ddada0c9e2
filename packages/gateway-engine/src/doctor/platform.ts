import { createDeviceClient, isDeviceClientError } from '@gateway-engine/device-client';

import { createEngineConfig } from '../configuration/engine-config.ts';
import { createGatewayCfg } from '../configuration/gateway-cfg.ts';
import { describeError } from '../errors.ts';
import type { GatewayPaths } from '../paths.ts';
import { defaultPlatformUrl } from '../standard-gateway.ts';
import { failure, type Finding, look, ok, warning } from './finding.ts';

/** Off by more than this, certificates and time stamps begin to suffer. */
const CLOCK_TOLERANCE_S = 60;

/** Can the platform be reached, does it agree about the time, does it take the CIK? */
export async function lookAtPlatform(
  paths: GatewayPaths,
  options: { readonly signal?: AbortSignal; readonly now?: () => number } = {},
): Promise<readonly Finding[]> {
  return look('platform', async () => {
    const { vendor, cik } = await createGatewayCfg(paths.gatewayCfg).read();
    const { platformUrl } = await createEngineConfig(paths.engineConfig).read();
    const baseUrl = platformUrl === '' ? defaultPlatformUrl(vendor) : platformUrl;
    const client = createDeviceClient({ baseUrl });
    const call = options.signal === undefined ? {} : { signal: options.signal };
    try {
      const platformS = await client.timestamp(call);
      const clock = judgeClock((options.now?.() ?? Date.now()) / 1000 - platformS);
      const reached = ok('platform', `${baseUrl} answers`);
      if (cik === '') return [reached, clock];
      const credential = await client
        .read(cik, ['update_interval'], call)
        .then(() => ok('credential', 'taken'), judgeRefusal);
      return [reached, clock, credential];
    } catch (error) {
      options.signal?.throwIfAborted();
      return [
        failure(
          'platform',
          `${baseUrl}: ${describeError(error)}`,
          'check link, DNS, clock and firewall; see gwe config',
        ),
      ];
    } finally {
      await client.close();
    }
  });
}

function judgeClock(offsetS: number): Finding {
  const off = `${Math.abs(Math.round(offsetS))} s ${offsetS < 0 ? 'behind' : 'ahead of'} the platform`;
  if (Math.abs(offsetS) <= CLOCK_TOLERANCE_S) return ok('clock', off);
  return warning('clock', off, 'run an NTP client: certificates and time stamps depend on the clock');
}

function judgeRefusal(error: unknown): Finding {
  if (isDeviceClientError(error) && error.code === 'DEVICE_CLIENT_UNAUTHORIZED') {
    return failure(
      'credential',
      'the platform refuses the CIK',
      'enable the device there again; the engine then renews it',
    );
  }
  return warning('credential', describeError(error), 'try again');
}
