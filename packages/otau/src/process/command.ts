import { Socket } from 'node:net';
import { type Clock } from '../clock.ts';

/** A command to run in a process group of its own. */
export interface Command {
  /** The file and its arguments; no shell looks at them. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Where a prompting command reads. Default: `ignore`. */
  readonly stdin?: 'inherit' | 'ignore';
  /** Gets stdout and stderr in the order in which they were written. */
  readonly onOutput: (chunk: Uint8Array) => void;
  readonly signal?: AbortSignal | undefined;
}

/** How a command ended. */
export interface CommandEnd {
  /** Undefined if a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly timedOut: boolean;
}

/** How long a group may take to obey SIGTERM, and how long output may come after the command has ended. */
const COMMAND_GRACE: { readonly killMs: number; readonly outputMs: number } = Object.freeze({
  killMs: 5_000,
  outputMs: 2_000,
});

/** `PATH` of commands when the caller gives no environment. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** One pipe for both: two pipes would lose the order between them (otau 3.5). The text is fixed: nothing is put in. */
const MERGE_OUTPUT = 'exec "$@" 2>&1';

/**
 * Runs a command to its end. Timeout and abort end its whole process group: SIGTERM, then SIGKILL. What it leaves
 * running in the background after an ordinary end is left alone (`(sleep 5; reboot) &` is a package), but its output
 * is no longer waited for. Rejects with `signal.reason` on abort, and with the system's error if it cannot start.
 */
export async function runCommand(command: Command): Promise<CommandEnd> {
  const { file, args, cwd, env, clock, timeoutMs, onOutput, signal } = command;
  signal?.throwIfAborted();
  const { execa } = await import('execa'); // loaded at the first script: an idle engine does not pay for it
  const child = execa('/bin/sh', ['-c', MERGE_OUTPUT, 'sh', file, ...args], {
    cwd,
    env,
    extendEnv: false,
    detached: true,
    buffer: false,
    reject: false,
    stdin: command.stdin ?? 'ignore',
    stdout: 'pipe',
    stderr: 'ignore',
  });
  const leader = child.nodeChildProcess;
  const ended = new Promise<Pick<CommandEnd, 'exitCode' | 'signal'>>((resolve, reject) => {
    leader.once('exit', (exitCode, name) => {
      resolve({ exitCode: exitCode ?? undefined, signal: name ?? undefined });
    });
    leader.once('error', reject);
  });
  const output = new Promise<void>((resolve) => {
    child.stdout.on('data', onOutput).once('close', resolve);
  });
  const over = new AbortController();
  const state = { timedOut: false, stopped: false };
  const stop = () => {
    state.stopped = true;
    void endGroup(child.pid, clock, over.signal);
  };
  clock.sleep(timeoutMs, { signal: over.signal }).then(
    () => {
      state.timedOut = true;
      stop();
    },
    () => undefined, // it ended in time
  );
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const end = await ended;
    if (state.stopped) killGroup(child.pid, 'SIGKILL'); // whoever outlived the leader
    await Promise.race([output, clock.sleep(COMMAND_GRACE.outputMs, { signal: over.signal }).catch(() => undefined)]);
    signal?.throwIfAborted();
    return { ...end, timedOut: state.timedOut };
  } finally {
    over.abort();
    signal?.removeEventListener('abort', stop);
    child.stdout.off('data', onOutput).resume(); // a process in the background must not die of a closed pipe
    leader.unref();
    if (child.stdout instanceof Socket) child.stdout.unref(); // nor hold this process up
  }
}

async function endGroup(pid: number | undefined, clock: Clock, over: AbortSignal): Promise<void> {
  killGroup(pid, 'SIGTERM');
  try {
    await clock.sleep(COMMAND_GRACE.killMs, { signal: over });
    killGroup(pid, 'SIGKILL');
  } catch {
    // the group's leader has ended
  }
}

function killGroup(pid: number | undefined, name: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // nobody is left in the group
  }
}
