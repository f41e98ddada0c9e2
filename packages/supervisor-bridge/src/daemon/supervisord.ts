import { join } from 'node:path';
import { type Clock, readClock, systemClock } from '../clock.ts';
import type { SupervisorControl } from '../control/control.ts';
import { createSupervisorctl } from '../control/supervisorctl.ts';
import { quarantineConfs } from '../quarantine/quarantine.ts';
import { createSupervisorRpc, type SupervisorRpc } from '../rpc/supervisor-rpc.ts';
import { publishDaemon } from '../diagnostics.ts';
import { SupervisorBridgeError } from '../error.ts';
import { makeFolder, readText, replaceFile, withFile } from '../files.ts';
import { defineProgram, type ProgramDefinition } from '../program/define.ts';
import { createTurns } from '../turns.ts';
import { type DaemonChild, endDaemon, explainEnd, spawnDaemon } from './child.ts';
import { daemonPaths, formatMainConf } from './main-conf.ts';
import { askPid } from './ping.ts';

/** A private supervisord. */
export interface SupervisordOptions {
  /** Absolute path of the folder that holds all of its files; created where missing. */
  readonly root: string;
  /** Variables for supervisord and all of its programs, added to this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Programs to define before the start. Where they name no log file they get `var/log/NAME.log` with standard error
   * in it, 200 KB and one backup (gwe 95).
   */
  readonly programs?: readonly ProgramDefinition[];
  /** Path of the unix socket, at most 99 bytes. Default `ROOT/run/supervisor.sock`. */
  readonly socketPath?: string;
  /** The daemon to run. Default `supervisord`, found in PATH. */
  readonly command?: string;
  /** The client to run. Default `supervisorctl`, found in PATH. */
  readonly controlCommand?: string;
  /** Whether confs that would stop the daemon are set aside before each start, see `quarantineConfs`. Default false. */
  readonly quarantine?: boolean;
  /** Milliseconds until a daemon that does not answer is killed. Default 20000. */
  readonly startTimeoutMs?: number;
  /** Milliseconds for the daemon to stop all programs, one after another, before it is killed. Default 60000. */
  readonly stopTimeoutMs?: number;
  readonly clock?: Clock;
}

/** Defaults of {@link SupervisordOptions}. */
export const SUPERVISORD_DEFAULTS: Readonly<{ command: string; startTimeoutMs: number; stopTimeoutMs: number }> =
  Object.freeze({ command: 'supervisord', startTimeoutMs: 20_000, stopTimeoutMs: 60_000 });

/** A supervisord that is a child of this process and ends with it. */
export interface Supervisord extends AsyncDisposable {
  readonly confPath: string;
  readonly confDir: string;
  readonly logDir: string;
  readonly socketPath: string;
  /** By supervisorctl. */
  readonly control: SupervisorControl;
  /** By XML-RPC, which costs a hundredth of that. Closed by `stop`; it may be used again after a start. */
  readonly rpc: SupervisorRpc;
  /** Process id while it runs. */
  readonly pid: number | undefined;
  /** Writes the confs, starts the daemon and resolves when it answers. Does nothing when it runs already. */
  start(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** Stops all programs and the daemon. Resolves when they have ended; does nothing when it does not run. */
  stop(): Promise<void>;
}

const POLL_MS = 40;

/** Prepares a private supervisord that needs no privileges (supervisord 8). Touches nothing before `start`. */
export function createSupervisord(options: SupervisordOptions): Supervisord {
  const { root, clock = systemClock } = options;
  const paths = daemonPaths(root, options.socketPath);
  const { confPath, confDir, logDir, socketPath } = paths;
  const command = options.command ?? SUPERVISORD_DEFAULTS.command;
  const turns = createTurns();
  let running: DaemonChild | undefined;

  const writeConfs = async (): Promise<void> => {
    for (const folder of [confDir, paths.runDir, logDir]) await makeFolder(folder);
    await withFile(`Cannot write the confs of supervisord under ${root}`, async () => {
      await replaceChanged(confPath, formatMainConf(paths));
      for (const program of options.programs ?? []) {
        await replaceChanged(join(confDir, `${program.name}.conf`), defineProgram(withLog(program, logDir)));
      }
    });
  };

  const awaitAnswer = async (daemon: DaemonChild, signal: AbortSignal | undefined): Promise<void> => {
    const timeoutMs = options.startTimeoutMs ?? SUPERVISORD_DEFAULTS.startTimeoutMs;
    const deadline = readClock(clock) + timeoutMs;
    // Another supervisord may sit at this socket: only the answer of our own child counts.
    while ((await askPid(socketPath, 1000)) !== daemon.pid) {
      if (daemon.exitCode !== undefined) throw await explainEnd(paths);
      if (readClock(clock) > deadline) {
        throw new SupervisorBridgeError(
          'SUPERVISOR_START_FAILED',
          `supervisord (${confPath}) did not answer at ${socketPath} within ${timeoutMs} ms and was killed. See ${paths.logPath}.`,
        );
      }
      await clock.sleep(POLL_MS, { signal });
    }
  };

  const end = (daemon: DaemonChild): Promise<void> =>
    endDaemon(daemon, {
      what: `supervisord (${confPath})`,
      timeoutMs: options.stopTimeoutMs ?? SUPERVISORD_DEFAULTS.stopTimeoutMs,
      clock,
      nudge: () => askPid(socketPath, 1000),
    });

  const start = async (signal: AbortSignal | undefined): Promise<void> => {
    if (running !== undefined) return;
    await writeConfs();
    if (options.quarantine === true) await quarantineConfs({ mainConfPath: confPath, dir: confDir }, { signal });
    signal?.throwIfAborted();
    const daemon = await spawnDaemon({ command, root, paths, environment: options.environment ?? {} });
    running = daemon;
    void daemon.ended.then(() => {
      if (running === daemon) running = undefined;
      publishDaemon('exited', { pid: daemon.pid, confPath, exitCode: daemon.exitCode });
    });
    try {
      await awaitAnswer(daemon, signal);
    } catch (error) {
      if (daemon.exitCode === undefined) await end(daemon);
      throw error;
    }
    publishDaemon('started', { pid: daemon.pid, confPath });
  };

  const rpc = createSupervisorRpc({ socketPath });
  const stop = async (): Promise<void> =>
    turns.run(async () => {
      await rpc.close();
      if (running !== undefined) await end(running);
    });

  return {
    confPath,
    confDir,
    logDir,
    socketPath,
    control: createSupervisorctl({
      confPath,
      ...(options.controlCommand === undefined ? {} : { command: options.controlCommand }),
    }),
    rpc,
    get pid() {
      return running?.pid;
    },
    start: async ({ signal } = {}) => turns.run(() => start(signal), signal),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function withLog(program: ProgramDefinition, logDir: string): ProgramDefinition {
  if (program.stdoutLogfile !== undefined) return program;
  return {
    redirectStderr: true,
    stdoutLogfileMaxBytes: 200 * 1024,
    stdoutLogfileBackups: 1,
    ...program,
    stdoutLogfile: join(logDir, `${program.name}.log`),
  };
}

async function replaceChanged(path: string, text: string): Promise<void> {
  if ((await readText(path)) !== text) await replaceFile(path, text);
}
