import { mkdir, rename, writeFile } from 'node:fs/promises';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { dirname } from 'node:path';

import type { GatewayEvents } from './channels.ts';
import { readOptionalFile } from './durable-file.ts';
import { describeError } from './errors.ts';

/** How a running engine fares, as it leaves it for `gwe status`. All times are in milliseconds since the epoch. */
export interface RunState {
  readonly pid: number;
  readonly version: string;
  readonly startedAtMs: number;
  /** The last check-in that the platform answered. */
  readonly checkedInAtMs?: number;
  /** When the next one is due. */
  readonly nextAtMs?: number;
  /** Check-ins that have failed since, and why the last one did. */
  readonly failures: number;
  readonly lastError?: string;
}

/** Follows the engine in this process and writes how it fares after each check-in. Returns how to end that. */
export function recordRunState(path: string, version: string, now: () => number = Date.now): () => void {
  let state: RunState = { pid: process.pid, version, startedAtMs: now(), failures: 0 };
  let written = Promise.resolve();
  const save = (next: RunState): void => {
    state = next;
    // One after the other, so that the last state is what stays. A status that cannot be written must not stop the engine.
    written = written.then(() => writeRunState(path, state)).catch(() => undefined);
  };
  const onDone = (message: unknown): void => {
    // Only `publish` writes to this channel, and that is typed.
    const { nextInMs } = message as GatewayEvents['gateway-engine:check-in:done'];
    const { pid, startedAtMs } = state;
    const next = nextInMs === undefined ? {} : { nextAtMs: now() + nextInMs };
    save({ pid, version, startedAtMs, failures: 0, checkedInAtMs: now(), ...next });
  };
  const onFailed = (message: unknown): void => {
    const { error, failures, nextInMs } = message as GatewayEvents['gateway-engine:check-in:failed'];
    save({ ...state, failures, lastError: describeError(error), nextAtMs: now() + nextInMs });
  };
  subscribe('gateway-engine:check-in:done', onDone);
  subscribe('gateway-engine:check-in:failed', onFailed);
  save(state);
  return () => {
    unsubscribe('gateway-engine:check-in:done', onDone);
    unsubscribe('gateway-engine:check-in:failed', onFailed);
  };
}

/** The rename makes it whole; no fsync, since after a power cut it tells of an engine that is gone. */
async function writeRunState(path: string, state: RunState): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${state.pid}.tmp`;
  await writeFile(temporary, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  await rename(temporary, path);
}

/** What the last engine left; undefined where none did, or where it cannot be understood. */
export async function readRunState(path: string): Promise<RunState | undefined> {
  const text = await readOptionalFile(path);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRunState(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRunState(value: unknown): value is RunState {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  const isNumber = (name: string, optional = false): boolean =>
    typeof fields.get(name) === 'number' || (optional && !fields.has(name));
  return (
    isNumber('pid') &&
    isNumber('startedAtMs') &&
    isNumber('failures') &&
    isNumber('checkedInAtMs', true) &&
    isNumber('nextAtMs', true) &&
    typeof fields.get('version') === 'string' &&
    (typeof fields.get('lastError') === 'string' || !fields.has('lastError'))
  );
}
