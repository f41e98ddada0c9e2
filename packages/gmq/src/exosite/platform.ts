import { createDeviceClient } from '@gateway-engine/device-client';
import { systemClock, type Clock } from '../clock.ts';
import type { Identities } from '../identities.ts';
import { runWithDeadline } from '../lane/deadline.ts';
import type { Upstream } from '../upstream.ts';
import type { CredentialOwner } from './credential-owner.ts';
import { createExositeUpstream } from './exosite-upstream.ts';
import { watchPlatformTime } from './platform-time.ts';

/** Options of {@link connectExosite}. */
export interface ExositeOptions {
  /** Base URL of the platform, for example `https://VENDOR.m2.exosite.com`. */
  readonly platformUrl: string;
  readonly identities: Identities;
  readonly credentialOwner?: CredentialOwner;
  readonly userAgent?: string;
  readonly clock?: Clock;
}

/** A stop waits this long for an activation: its answer is given only once. */
const STOP_PATIENCE_MS = 5000;

/**
 * The upstream to a platform, with a device client of its own that ends with the queue. Nothing is loaded or
 * connected before the first value goes out. @throws TypeError for a URL that cannot be used.
 */
export function connectExosite(options: ExositeOptions): Upstream {
  const { platformUrl: baseUrl, identities, credentialOwner, userAgent, clock = systemClock } = options;
  const client = createDeviceClient({ baseUrl, ...(userAgent === undefined ? {} : { userAgent }) });
  const upstream = createExositeUpstream({
    client,
    identities,
    clock,
    ...(credentialOwner === undefined ? {} : { credentialOwner }),
  });
  const settled = async (): Promise<void> => {
    await upstream.stop?.();
  };
  return {
    ...upstream,
    watchTime: (tell) => watchPlatformTime(new URL(baseUrl).origin, tell),
    async stop() {
      await runWithDeadline(clock, STOP_PATIENCE_MS, new AbortController().signal, settled).catch(() => undefined);
      await client.close();
      await settled();
    },
  };
}
