import { type Clock, readClock, systemClock } from '../clock.ts';
import { SupervisorBridgeError } from '../error.ts';
import type { ProgramState, ProgramStatus, SupervisorControl } from './control.ts';

/** How long and how often to look. */
export interface WaitOptions {
  /** Milliseconds until the wait rejects. Default 30000. */
  readonly timeoutMs?: number;
  /** Milliseconds between two looks. Default 500. */
  readonly pollMs?: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** Defaults of {@link WaitOptions}. */
export const WAIT_DEFAULTS: Readonly<{ timeoutMs: number; pollMs: number }> = Object.freeze({
  timeoutMs: 30_000,
  pollMs: 500,
});

/**
 * Waits until a program is in one of the given states and resolves to its status (gwe 118).
 *
 * @throws SupervisorBridgeError SUPERVISOR_SPAWN_FAILED as soon as it is FATAL, which it never leaves by itself;
 *   SUPERVISOR_NO_SUCH_PROGRAM when supervisord does not know it; SUPERVISOR_STATE_TIMEOUT when time is up.
 */
export async function waitForState(
  control: Pick<SupervisorControl, 'statusOf'>,
  name: string,
  state: ProgramState | readonly ProgramState[],
  options: WaitOptions = {},
): Promise<ProgramStatus> {
  const { clock = systemClock, signal, timeoutMs = WAIT_DEFAULTS.timeoutMs, pollMs = WAIT_DEFAULTS.pollMs } = options;
  const wanted = new Set(typeof state === 'string' ? [state] : state);
  const deadline = readClock(clock) + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const left = deadline - readClock(clock);
    const status = await control.statusOf(name, { signal, timeoutMs: Math.max(left, MIN_LOOK_MS) });
    if (status === undefined) {
      throw new SupervisorBridgeError(
        'SUPERVISOR_NO_SUCH_PROGRAM',
        `Waited for ${name}, but supervisord knows no such program. Write its conf, then update.`,
      );
    }
    if (wanted.has(status.state)) return status;
    if (status.state === 'FATAL') {
      throw new SupervisorBridgeError(
        'SUPERVISOR_SPAWN_FAILED',
        `${name} does not start: ${status.description || 'FATAL'}. Look at its command and its log file.`,
      );
    }
    if (readClock(clock) + pollMs > deadline) throw timedOut(name, [...wanted], status, timeoutMs);
    await clock.sleep(pollMs, { signal });
  }
}

/** A look needs some time even when none is left. */
const MIN_LOOK_MS = 1000;

function timedOut(
  name: string,
  wanted: readonly ProgramState[],
  status: ProgramStatus,
  timeoutMs: number,
): SupervisorBridgeError {
  const found = `${status.state}${status.description === '' ? '' : ` (${status.description})`}`;
  return new SupervisorBridgeError(
    'SUPERVISOR_STATE_TIMEOUT',
    `${name} did not reach ${wanted.join(' or ')} within ${timeoutMs} ms: it is ${found}. Look at its log file.`,
  );
}
