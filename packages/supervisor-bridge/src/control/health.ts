import { type Clock, readClock, systemClock } from '../clock.ts';
import { belongsTo, type ProgramStatus, type SupervisorControl } from './control.ts';
import { isRestarted } from './poll.ts';

/** How long a program must stay up, and how often to look. */
export interface HealthOptions {
  /** Milliseconds for which every look must show the same running process. */
  readonly forMs: number;
  /** `startsecs` of the program, in seconds: it may be STARTING for that long and two seconds more. Default 1. */
  readonly startSeconds?: number;
  /** Milliseconds between two looks. Default 1000. */
  readonly pollMs?: number;
  /** Milliseconds for one look. Default 10000. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** Defaults of {@link HealthOptions}. */
export const HEALTH_DEFAULTS: Readonly<{ startSeconds: number; pollMs: number; timeoutMs: number }> = Object.freeze({
  startSeconds: 1,
  pollMs: 1000,
  timeoutMs: 10_000,
});

/** Why a program is not healthy. */
export type Ailment =
  /** supervisord does not know it. */
  | 'missing'
  /** It is neither RUNNING nor STARTING. */
  | 'state'
  /** It was STARTING for too long. */
  | 'slow'
  /** It was started again while it was watched. */
  | 'restarted';

/** Whether a program stayed up. */
export type Health =
  | { readonly healthy: true; readonly processes: readonly ProgramStatus[] }
  | {
      readonly healthy: false;
      readonly ailment: Ailment;
      /** The process that it shows in; undefined where there is none. */
      readonly process: ProgramStatus | undefined;
      /** One sentence for a report. */
      readonly message: string;
    };

/** supervisord counts `startsecs` in whole ticks, and its reaper may come a tick later. */
const START_GRACE_MS = 2000;

/**
 * Watches a program until it is proven healthy or not (supervisord 7): every look within `forMs` must show every
 * process of it RUNNING, as the same process with the same start. STARTING is allowed at first. Time is measured on
 * this process's monotonic clock: uptimes of supervisord jump with the wall clock.
 *
 * Resolves to the verdict; rejects with the error of the control where supervisord itself cannot be asked, which
 * says nothing about the program, and with `signal.reason`.
 */
export async function checkHealth(
  control: Pick<SupervisorControl, 'status'>,
  name: string,
  options: HealthOptions,
): Promise<Health> {
  const { clock = systemClock, signal, pollMs = HEALTH_DEFAULTS.pollMs } = options;
  const timeoutMs = options.timeoutMs ?? HEALTH_DEFAULTS.timeoutMs;
  const startMs = (options.startSeconds ?? HEALTH_DEFAULTS.startSeconds) * 1000 + START_GRACE_MS;
  const begin = readClock(clock);
  let first: { readonly at: number; readonly processes: readonly ProgramStatus[] } | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const askedAt = readClock(clock);
    const processes = (await control.status({ signal, timeoutMs })).filter((one) => belongsTo(one, name));
    const ill = findIllness(name, processes, askedAt - begin <= startMs) ?? compare(name, first?.processes, processes);
    if (ill !== undefined) return ill;
    if (processes.every(({ state }) => state === 'RUNNING')) {
      first ??= { at: readClock(clock), processes };
      // Both looks must lie within the time: the first counts from its answer, the last from its question.
      if (askedAt - first.at >= options.forMs) return { healthy: true, processes };
    }
    await clock.sleep(pollMs, { signal });
  }
}

function findIllness(
  name: string,
  processes: readonly ProgramStatus[],
  mayStart: boolean,
): Extract<Health, { healthy: false }> | undefined {
  if (processes.length === 0) {
    const message = `supervisord knows no program ${name}`;
    return { healthy: false, ailment: 'missing', process: undefined, message };
  }
  const down = processes.find(({ state }) => state !== 'RUNNING' && state !== 'STARTING');
  if (down !== undefined) {
    const why = down.description === '' ? '' : `: ${down.description}`;
    return { healthy: false, ailment: 'state', process: down, message: `${down.name} is ${down.state}${why}` };
  }
  const slow = mayStart ? undefined : processes.find(({ state }) => state === 'STARTING');
  if (slow === undefined) return undefined;
  return { healthy: false, ailment: 'slow', process: slow, message: `${slow.name} is still STARTING` };
}

/** Once all processes ran, each must go on as it was. */
function compare(
  name: string,
  before: readonly ProgramStatus[] | undefined,
  now: readonly ProgramStatus[],
): Extract<Health, { healthy: false }> | undefined {
  if (before === undefined) return undefined;
  const restarted = now.find((one) => {
    const old = before.find((other) => other.name === one.name);
    return old === undefined || one.state !== 'RUNNING' || isRestarted(old, one);
  });
  if (restarted === undefined && now.length === before.length) return undefined;
  const who = restarted?.name ?? name;
  return { healthy: false, ailment: 'restarted', process: restarted, message: `${who} was started again` };
}
