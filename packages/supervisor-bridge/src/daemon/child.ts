import { open, readFile } from 'node:fs/promises';
import { type Clock, readClock } from '../clock.ts';
import { scrub } from '../complaint.ts';
import { SupervisorBridgeError } from '../error.ts';
import type { DaemonPaths } from './main-conf.ts';

/** A supervisord process that was started here. */
export interface DaemonChild {
  readonly pid: number;
  /** Exit code once it has ended; `null` when a signal ended it, undefined while it runs. */
  readonly exitCode: number | null | undefined;
  /** Resolves when the process has ended. Never rejects. */
  readonly ended: Promise<void>;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export interface ChildOptions {
  readonly command: string;
  readonly root: string;
  readonly paths: DaemonPaths;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts `supervisord -n`. It gets SIGTERM when this process ends. */
export async function spawnDaemon({ command, root, paths, environment = {} }: ChildOptions): Promise<DaemonChild> {
  const { execa } = await import('execa');
  // A file and not a pipe: a daemon that outlives this process must not die of its next line.
  const errors = (await open(paths.errorPath, 'w', 0o600)).createWriteStream();
  const child = execa(command, ['-n', '-c', paths.confPath], {
    reject: false,
    buffer: false,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: errors,
    cwd: root,
    env: environment,
  });
  let exitCode: number | null | undefined;
  const ended = child.then((result) => {
    exitCode = result.exitCode ?? null;
  });
  // The child has a descriptor of its own from here on.
  errors.destroy();
  const { pid } = child;
  if (pid === undefined) throw explainSpawn(command, await child);
  return {
    pid,
    ended,
    get exitCode() {
      return exitCode;
    },
    kill: (signal) => child.kill(signal),
  };
}

function explainSpawn(command: string, result: { readonly code?: string | undefined }): SupervisorBridgeError {
  if (result.code === 'ENOENT') {
    return new SupervisorBridgeError(
      'SUPERVISOR_NOT_INSTALLED',
      `Cannot run ${command}: it is not installed. Install it, on Debian with: apt-get install supervisor`,
      { cause: result },
    );
  }
  return new SupervisorBridgeError('SUPERVISOR_START_FAILED', `Cannot run ${command}: ${result.code ?? 'unknown'}.`, {
    cause: result,
  });
}

/** Why a daemon ended before it answered, in its own words. */
export async function explainEnd({ errorPath, confPath }: DaemonPaths): Promise<SupervisorBridgeError> {
  const said = scrub((await readFile(errorPath, 'utf8')).slice(-2000)) || 'it said nothing';
  return new SupervisorBridgeError(
    'SUPERVISOR_START_FAILED',
    `supervisord (${confPath}) ended at once: ${said.slice(-600)}. Repair what it names, then start again.`,
  );
}

/** How a daemon is ended. */
export interface EndOptions {
  /** What it is, for messages. */
  readonly what: string;
  /** Milliseconds until it is killed. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Makes the daemon look around: else it looks once a second and stops one program group per look. */
  readonly nudge: () => Promise<unknown>;
}

const NUDGE_MS = 40;

/** Asks the daemon to stop its programs and itself; kills it when that takes too long. */
export async function endDaemon(daemon: DaemonChild, { what, timeoutMs, clock, nudge }: EndOptions): Promise<void> {
  const deadline = readClock(clock) + timeoutMs;
  daemon.kill('SIGTERM');
  while (daemon.exitCode === undefined && readClock(clock) < deadline) {
    await Promise.race([daemon.ended, nudge().then(() => clock.sleep(NUDGE_MS))]);
  }
  if (daemon.exitCode !== undefined) return;
  daemon.kill('SIGKILL');
  await daemon.ended;
  throw new SupervisorBridgeError(
    'SUPERVISOR_HUNG',
    `${what} did not stop within ${timeoutMs} ms and was killed: its programs may still run. Look at them with ps.`,
  );
}
