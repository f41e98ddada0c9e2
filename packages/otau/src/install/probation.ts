import { type Clock } from '../clock.ts';
import { type HealthCheck, type HealthResult, type HostCallOptions, type ProcessHost } from './contracts.ts';

/** How long and how a program is watched after an installation (otau 3.6). */
export interface ProbationOptions {
  /** For how long it must run without a restart. */
  readonly healthySeconds?: number;
  /** How long it may take to be running. */
  readonly startTimeoutMs?: number;
  /** How often it is looked at. */
  readonly pollMs?: number;
  /** How long the health command of its manifest is repeated until it succeeds. */
  readonly commandTimeoutMs?: number;
}

/** Defaults of {@link ProbationOptions}. */
export const PROBATION_DEFAULTS: Readonly<Required<ProbationOptions>> = Object.freeze({
  healthySeconds: 30,
  startTimeoutMs: 60_000,
  pollMs: 1_000,
  commandTimeoutMs: 60_000,
});

/** A probation to be held. */
export interface ProbationPlan {
  readonly healthyMs: number;
  readonly startTimeoutMs: number;
  readonly pollMs: number;
  readonly command: readonly string[] | undefined;
  readonly commandTimeoutMs: number;
}

/** What is to be watched: undefined if neither the gateway nor the package asks for it. */
export function planProbation(
  options: ProbationOptions | undefined,
  health: HealthCheck | undefined,
): ProbationPlan | undefined {
  if (options === undefined && health === undefined) return undefined;
  const { healthySeconds, startTimeoutMs, pollMs, commandTimeoutMs } = { ...PROBATION_DEFAULTS, ...options };
  return {
    healthyMs: (health?.healthySeconds ?? healthySeconds) * 1000,
    startTimeoutMs,
    pollMs,
    command: health?.command,
    commandTimeoutMs: health?.timeoutMs ?? commandTimeoutMs,
  };
}

/** The longest that a probation can take, with some room for the host's own calls. */
export function longestProbationMs(plan: ProbationPlan): number {
  const { healthyMs, startTimeoutMs, command, commandTimeoutMs, pollMs } = plan;
  return 2 * (healthyMs + startTimeoutMs + (command === undefined ? 0 : commandTimeoutMs)) + 60 * pollMs;
}

/** Options of {@link watchProgram}. */
export interface WatchOptions {
  readonly host: ProcessHost;
  readonly name: string;
  readonly plan: ProbationPlan;
  readonly clock: Clock;
  /** Runs the health command once; undefined: it succeeded, else what came of it. */
  readonly runCommand: (command: readonly string[]) => Promise<string | undefined>;
  readonly onLook: (state: string, remainingMs: number) => void;
  readonly call: HostCallOptions;
}

/** States of a program that is about to run. */
const ON_ITS_WAY = ['STARTING'];
/** A host that cannot be asked for a moment says nothing about the program. */
const MAX_FAILED_LOOKS = 3;

/** Watches a program that was just started. Time is counted in sleeps: a clock that jumps changes nothing. */
export async function watchProgram(options: WatchOptions): Promise<HealthResult> {
  const { host, name, plan, call, clock } = options;
  const ran =
    host.health === undefined ? await pollStates(options) : await host.health(name, { ...call, forMs: plan.healthyMs });
  if (!ran.healthy || plan.command === undefined) return ran;
  let found: string | undefined = 'its health command was never run';
  for (let waitedMs = 0; waitedMs <= plan.commandTimeoutMs; waitedMs += plan.pollMs) {
    found = await options.runCommand(plan.command);
    if (found === undefined) return { healthy: true };
    const state = await host.state(name, call);
    if (state !== 'RUNNING') return unhealthy(`it was ${state} while its health command was tried: ${found}`);
    options.onLook(state, plan.commandTimeoutMs - waitedMs);
    await clock.sleep(plan.pollMs, call);
  }
  return unhealthy(`its health command did not succeed within ${plan.commandTimeoutMs / 1000} s: ${found}`);
}

async function pollStates({ host, name, plan, clock, onLook, call }: WatchOptions): Promise<HealthResult> {
  let ranMs: number | undefined;
  let waitedMs = 0;
  let failedLooks = 0;
  for (;;) {
    let state: string;
    try {
      state = await host.state(name, call);
      failedLooks = 0;
    } catch (error) {
      call.signal?.throwIfAborted();
      failedLooks += 1;
      if (failedLooks < MAX_FAILED_LOOKS) {
        await clock.sleep(plan.pollMs, call);
        continue;
      }
      return unhealthy(`its state cannot be found out: ${error instanceof Error ? error.message : String(error)}`);
    }
    onLook(state, plan.healthyMs - (ranMs ?? 0));
    if (state === 'RUNNING') {
      ranMs ??= 0;
      if (ranMs >= plan.healthyMs) return { healthy: true };
    } else if (ranMs !== undefined) {
      return unhealthy(`it was ${state} after it had run for ${ranMs / 1000} s`);
    } else if (!ON_ITS_WAY.includes(state)) {
      return unhealthy(`it did not start: it is ${state}`);
    } else if (waitedMs >= plan.startTimeoutMs) {
      return unhealthy(`it was still ${state} after ${waitedMs / 1000} s`);
    }
    const stepMs = Math.min(plan.pollMs, Math.max(1, plan.healthyMs - (ranMs ?? 0)));
    await clock.sleep(stepMs, call);
    if (ranMs === undefined) waitedMs += stepMs;
    else ranMs += stepMs;
  }
}

function unhealthy(reason: string): HealthResult {
  return { healthy: false, reason };
}
