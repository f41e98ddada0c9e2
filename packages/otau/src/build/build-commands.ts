import { type Clock } from '../clock.ts';
import { OtauError } from '../errors.ts';
import { createBoundedOutput } from '../process/bounded-output.ts';
import { DEFAULT_PATH, runCommand } from '../process/command.ts';

/** How build commands run. */
export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: 'inherit' | 'ignore';
  readonly onOutput?: (chunk: Uint8Array) => void;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

const MAX_OUTPUT_BYTES = 16 * 1024;

/**
 * Runs the shell commands of a buildfile one after the other in the buildfile's folder (otau 1.4). The first that
 * fails ends the run with `OTAU_BUILD_FAILED`, which carries its exit code and the end of its output.
 */
export async function runBuildCommands(
  commands: readonly string[],
  key: 'pre_build_cmds' | 'post_build_cmds',
  options: CommandOptions,
): Promise<void> {
  const { env = { PATH: DEFAULT_PATH }, stdin = 'ignore', signal, onOutput } = options;
  const { cwd, timeoutMs, clock } = options;
  for (const command of commands) {
    const output = createBoundedOutput(MAX_OUTPUT_BYTES);
    const end = await runCommand({
      file: '/bin/sh', // these are shell commands by definition, written by whoever builds the package
      args: ['-c', command],
      cwd,
      env,
      stdin,
      timeoutMs,
      clock,
      signal,
      onOutput(chunk) {
        output.push(chunk);
        onOutput?.(chunk);
      },
    });
    if (end.exitCode === 0 && !end.timedOut) continue;
    const how = end.timedOut
      ? `took longer than ${timeoutMs / 1000} s`
      : `ended with ${end.exitCode ?? end.signal ?? '?'}`;
    throw new OtauError('OTAU_BUILD_FAILED', `The command "${command}" of ${key} ${how}.`, {
      exitCode: end.exitCode,
      output: output.text(),
    });
  }
}
