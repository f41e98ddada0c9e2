import { publish } from './channels.ts';
import type { Clock } from './clock.ts';
import type { EngineConfig } from './configuration/engine-config.ts';
import type { GatewayCfg } from './configuration/gateway-cfg.ts';
import { GatewayEngineError, isGatewayEngineError } from './errors.ts';
import { decideWaitMs } from './schedule.ts';
import type { Wish } from './update/update-run.ts';

export interface RunLoopOptions {
  readonly pass: (call: { readonly signal: AbortSignal }) => Promise<Wish>;
  readonly cfg: Pick<GatewayCfg, 'readActivationRetryS'>;
  readonly config: Pick<EngineConfig, 'read'>;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Waits for the next check-in after a good one; may end the wait early. */
  readonly wait: (ms: number, call: { readonly signal: AbortSignal }) => Promise<void>;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/**
 * Passes, with waits between them, until the signal or a wish of an installed package ends it. No failure of network or
 * platform ends it (gwe N8); a configuration that nobody but the operator can mend does.
 */
export async function runLoop({ pass, cfg, config, clock, wait, random, signal }: RunLoopOptions): Promise<Wish> {
  let failures = 0;
  for (;;) {
    try {
      const wish = await pass({ signal });
      failures = 0;
      if (wish !== 'none') return wish;
      const nextInMs = decideWaitMs({ intervalS: await interval(config), failures, retryAfterMs: 0, random: random() });
      publish('gateway-engine:check-in:done', { nextInMs });
      await wait(nextInMs, { signal });
    } catch (error) {
      if (signal.aborted) return 'none';
      if (isGatewayEngineError(error) && !error.retryable) throw error;
      failures += 1;
      const nextInMs = await waitAfter(error, failures);
      publish('gateway-engine:check-in:failed', { error, failures, nextInMs });
      await clock.sleep(nextInMs, { signal }).catch(() => undefined);
    }
  }

  async function waitAfter(error: unknown, failed: number): Promise<number> {
    // Activation has a rhythm of its own (gwe 15, 46): asking faster than it opens the window gains nothing.
    if (error instanceof GatewayEngineError && error.code === 'GATEWAY_NOT_ACTIVATED') {
      const intervalS = await cfg.readActivationRetryS();
      return decideWaitMs({ intervalS, failures: failed, retryAfterMs: retryAfter(error.cause), random: random() });
    }
    const intervalS = await interval(config);
    return decideWaitMs({ intervalS, failures: failed, retryAfterMs: retryAfter(error), random: random() });
  }
}

async function interval(config: Pick<EngineConfig, 'read'>): Promise<number> {
  return (await config.read()).updateIntervalS;
}

function retryAfter(error: unknown): number {
  return error instanceof Error && 'retryAfterMs' in error && typeof error.retryAfterMs === 'number'
    ? error.retryAfterMs
    : 0;
}
