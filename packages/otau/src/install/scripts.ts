import { access, constants } from 'node:fs/promises';
import { type Clock } from '../clock.ts';
import { OtauError } from '../errors.ts';
import { createBoundedOutput } from '../process/bounded-output.ts';
import { type CommandEnd, runCommand } from '../process/command.ts';

/** An installer to run. */
export interface ScriptRequest {
  readonly kind: 'install.sh' | 'setup.py' | 'uninstall.sh';
  /** Path of the script below `cwd`, if it is not `kind` itself. */
  readonly file?: string;
  /** First line of the script, if it is none of Python. */
  readonly shebang: string;
  /** The extracted tree; the script's current directory (gwe 90). */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  /** Gets the output as it comes. */
  readonly onOutput?: (chunk: Uint8Array) => void;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** What an installer did. */
export interface ScriptResult extends CommandEnd {
  /** What it printed on stdout and stderr, in order, beginning and end. */
  readonly output: string;
  readonly durationMs: number;
}

/** The one who runs installers. */
export interface Scripts {
  /** Rejects with `OTAU_SCRIPT_NOT_STARTED` if it cannot run at all; a failing script is a result. */
  run(request: ScriptRequest): Promise<ScriptResult>;
}

/** Runs the installer itself, as a process group of its own, without a shell in between (otau 3.5). */
export function createScripts(): Scripts {
  return {
    async run(request) {
      const { kind, cwd, env, timeoutMs, maxOutputBytes, clock, signal } = request;
      const isPython = kind === 'setup.py' && request.file === undefined;
      if (!isPython) await verifyInterpreter(kind, request.shebang);
      const output = createBoundedOutput(maxOutputBytes);
      const startedAt = clock.now();
      const command = isPython ? ['python3', 'setup.py', 'install'] : [`./${request.file ?? kind}`];
      const [file = '', ...args] = command;
      try {
        const onOutput = (chunk: Uint8Array) => {
          output.push(chunk);
          request.onOutput?.(chunk);
        };
        const end = await runCommand({ file, args, cwd, env, timeoutMs, clock, onOutput, signal });
        return { ...end, output: output.text(), durationMs: Math.max(0, clock.now() - startedAt) };
      } catch (error) {
        signal?.throwIfAborted();
        const found = error instanceof Error ? error.message : String(error);
        throw new OtauError('OTAU_SCRIPT_NOT_STARTED', `${kind} could not be started: ${found}.`, { cause: error });
      }
    },
  };
}

async function verifyInterpreter(kind: ScriptRequest['kind'], shebang: string): Promise<void> {
  const interpreter = /^#! *(\S+)/.exec(shebang)?.[1] ?? '';
  try {
    await access(interpreter, constants.X_OK);
  } catch (error) {
    throw new OtauError(
      'OTAU_SCRIPT_NOT_STARTED',
      `${kind} asks for "${interpreter}", which this gateway does not have. Install it, or change the first line.`,
      { cause: error },
    );
  }
}
