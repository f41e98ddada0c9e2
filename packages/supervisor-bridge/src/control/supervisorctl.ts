import { publishCommand } from '../diagnostics.ts';
import { isSupervisorBridgeError, SupervisorBridgeError } from '../error.ts';
import { createTurns } from '../turns.ts';
import {
  assertAddress,
  assertGroup,
  assertSignal,
  type ControlOptions,
  findStatus,
  type ProgramStatus,
  type SupervisorDriver,
} from './control.ts';
import { readAddLines, readPidLine, readRemoveLines, readRereadLines, readSignalLines } from './group-lines.ts';
import { type CommandOutput, explainFailure, linesOf, readActionLines, readUpdateLines } from './outcome.ts';
import { parseStatus } from './status-line.ts';

/** How supervisord is reached. */
export interface SupervisorctlOptions {
  /** supervisord's main conf, which names the socket. Always given to supervisorctl, which else searches for one. */
  readonly confPath: string;
  /** The program to run. Default `supervisorctl`, found in PATH. */
  readonly command?: string;
  /** Milliseconds for one command. Must exceed every program's `startsecs` and `stopwaitsecs`. Default 60000. */
  readonly timeoutMs?: number;
}

/** Defaults of {@link SupervisorctlOptions}. */
export const SUPERVISORCTL_DEFAULTS: Readonly<{ command: string; timeoutMs: number }> = Object.freeze({
  command: 'supervisorctl',
  timeoutMs: 60_000,
});

const MAX_OUTPUT_BYTES = 1024 * 1024;

/**
 * Drives supervisord by its command line client. Answers are read line by line, as exit codes are ambiguous
 * (supervisord 3). Commands that change something run one after another (supervisord 5).
 */
export function createSupervisorctl(options: SupervisorctlOptions): SupervisorDriver {
  const { confPath, command = SUPERVISORCTL_DEFAULTS.command } = options;
  const turns = createTurns();

  const run = async (args: readonly string[], call: ControlOptions): Promise<CommandOutput> => {
    const { signal, timeoutMs = options.timeoutMs ?? SUPERVISORCTL_DEFAULTS.timeoutMs } = call;
    const { execa } = await import('execa');
    signal?.throwIfAborted();
    const result = await execa(command, ['-c', confPath, ...args], {
      reject: false,
      stdin: 'ignore',
      timeout: Math.max(1, Math.ceil(timeoutMs)),
      maxBuffer: MAX_OUTPUT_BYTES,
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    });
    publishCommand({ args, exitCode: result.exitCode, durationMs: result.durationMs });
    signal?.throwIfAborted();
    const what = args.join(' ');
    if (result.code === 'ENOENT') {
      throw new SupervisorBridgeError(
        'SUPERVISOR_NOT_INSTALLED',
        `Cannot run ${command}: it is not installed. Install it, on Debian with: apt-get install supervisor`,
        { cause: result },
      );
    }
    if (result.timedOut) {
      throw new SupervisorBridgeError(
        'SUPERVISOR_HUNG',
        `supervisorctl ${what} did not end within ${Math.ceil(timeoutMs)} ms and was killed. Repeat it; if that hangs too, restart supervisord.`,
        { cause: result },
      );
    }
    const output = { what, stdout: result.stdout, stderr: result.stderr, exitCode: result.exitCode };
    if (result.exitCode === undefined) throw explainFailure({ ...output, stderr: result.shortMessage ?? '' });
    return output;
  };

  const status = async (call: ControlOptions = {}): Promise<readonly ProgramStatus[]> => {
    const output = await run(['status'], call);
    const lines = linesOf(output.stdout);
    const parsed = lines.flatMap((line) => parseStatus(line) ?? []);
    if (parsed.length !== lines.length || (lines.length === 0 && output.exitCode !== 0)) throw explainFailure(output);
    return parsed;
  };

  const act = async (verb: 'start' | 'stop' | 'restart', name: string, call: ControlOptions): Promise<void> => {
    assertAddress(name);
    await turns.run(async () => {
      await eitherWay(name, async (address) => {
        readActionLines(await run([verb, address], call));
      });
    }, call.signal);
  };

  return {
    status,
    statusOf: async (name, call) => findStatus(await status(call), name),
    start: async (name, call = {}) => act('start', name, call),
    stop: async (name, call = {}) => act('stop', name, call),
    restart: async (name, call = {}) => act('restart', name, call),
    async update(names = [], call = {}) {
      for (const name of names) assertAddress(name);
      return turns.run(async () => readUpdateLines(await run(['update', ...names], call)), call.signal);
    },
    async pid(name, call = {}) {
      assertAddress(name);
      return readPidLine(await run(['pid', name], call));
    },
    async signal(name, signal, call = {}) {
      assertAddress(name);
      assertSignal(signal);
      return turns.run(async () => {
        await eitherWay(name, async (address) => {
          readSignalLines(await run(['signal', signal, address], call));
        });
      }, call.signal);
    },
    reread: async (call = {}) => turns.run(async () => readRereadLines(await run(['reread'], call)), call.signal),
    async add(group, call = {}) {
      assertGroup(group);
      return turns.run(async () => {
        readAddLines(await run(['add', group], call));
      }, call.signal);
    },
    async remove(group, call = {}) {
      assertGroup(group);
      return turns.run(async () => {
        readRemoveLines(await run(['remove', group], call));
      }, call.signal);
    },
    async identify(call = {}) {
      const version = await run(['version'], call);
      if (!/^\d[\w.]*\s*$/u.test(version.stdout)) throw explainFailure(version);
      const pid = readPidLine(await run(['pid'], call)) ?? 0;
      return { pid, version: version.stdout.trim() };
    },
  };
}

/** A program whose process has another name, or several of them, is only reached as a group (supervisord 3). */
async function eitherWay(name: string, act: (address: string) => Promise<void>): Promise<void> {
  try {
    await act(name);
  } catch (error) {
    const again = isSupervisorBridgeError(error) && error.code === 'SUPERVISOR_NO_SUCH_PROGRAM' && !name.includes(':');
    if (!again) throw error;
    await act(`${name}:*`);
  }
}
