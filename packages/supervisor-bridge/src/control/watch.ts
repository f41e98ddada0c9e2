import { type Clock, systemClock } from '../clock.ts';
import { isSupervisorBridgeError, type SupervisorBridgeError } from '../error.ts';
import type { ProgramStatus, SupervisorControl } from './control.ts';
import { compareLooks, type ProgramChange } from './poll.ts';

/** What a watch reports: a program changed, supervisord is lost, or answers again. */
export type WatchEvent =
  ProgramChange | { readonly type: 'lost'; readonly error: SupervisorBridgeError } | { readonly type: 'found' };

/** How often to look. */
export interface WatchOptions {
  /** Milliseconds between two looks. Default 1000. */
  readonly pollMs?: number;
  /** Milliseconds until a look that is not answered counts as lost. Default 5000. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** Defaults of {@link WatchOptions}. */
export const WATCH_DEFAULTS: Readonly<{ pollMs: number; timeoutMs: number }> = Object.freeze({
  pollMs: 1000,
  timeoutMs: 5000,
});

/**
 * Reports every state change of every program, for as long as it is iterated. The first look reports all programs as
 * new. Events of supervisord itself get lost when many programs change at once, so this polls (supervisord 7): with
 * the XML-RPC driver a look costs about a millisecond. While supervisord is away it goes on looking; a program that
 * was restarted meanwhile shows as changed.
 *
 * Ends by `return` of the iterator (`break` in a loop) or rejects with `signal.reason`. Rejects with the error of the
 * control where that will not pass by itself, such as SUPERVISOR_UNAUTHORIZED.
 */
export async function* watchPrograms(
  control: Pick<SupervisorControl, 'status'>,
  options: WatchOptions = {},
): AsyncGenerator<WatchEvent, void, undefined> {
  const { clock = systemClock, signal, pollMs = WATCH_DEFAULTS.pollMs } = options;
  const timeoutMs = options.timeoutMs ?? WATCH_DEFAULTS.timeoutMs;
  let before: readonly ProgramStatus[] = [];
  let isLost = false;
  for (;;) {
    signal?.throwIfAborted();
    const look = await tryLook(control, { signal, timeoutMs });
    if ('error' in look) {
      if (!isLost) yield { type: 'lost', error: look.error };
      isLost = true;
    } else {
      if (isLost) yield { type: 'found' };
      isLost = false;
      const changes = compareLooks(before, look.all);
      before = look.all;
      yield* changes;
    }
    await clock.sleep(pollMs, { signal });
  }
}

type Look = { readonly all: readonly ProgramStatus[] } | { readonly error: SupervisorBridgeError };

async function tryLook(
  control: Pick<SupervisorControl, 'status'>,
  options: { readonly signal: AbortSignal | undefined; readonly timeoutMs: number },
): Promise<Look> {
  try {
    return { all: await control.status(options) };
  } catch (error) {
    if (isSupervisorBridgeError(error) && error.retryable) return { error };
    throw error;
  }
}
