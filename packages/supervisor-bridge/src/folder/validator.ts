import { scrub } from '../complaint.ts';
import { type Finding, SupervisorBridgeError } from '../error.ts';

/** How supervisord's own parser is run. */
export interface ValidatorOptions {
  /** Python that has the `supervisor` package. Default `/usr/bin/python3`. */
  readonly pythonPath?: string;
  /** The environment that supervisord runs with. Default: this process's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds until a validator that does not end is killed. Default 30000. */
  readonly timeoutMs?: number;
}

/** Defaults of {@link ValidatorOptions}. */
export const VALIDATOR_DEFAULTS: Readonly<{ pythonPath: string; timeoutMs: number }> = Object.freeze({
  pythonPath: '/usr/bin/python3',
  timeoutMs: 30_000,
});

const NO_SUPERVISOR = 86;
const SCRIPT = `import sys
try:
    from supervisor.options import ServerOptions
except ImportError:
    sys.exit(${NO_SUPERVISOR})
ServerOptions().realize(["-c", sys.argv[1]])`;

/**
 * Lets supervisord's own parser read a staged main conf (supervisord 1.7): no daemon, no side effect.
 * Resolves to its complaint, to `accepted`, or to `absent` where this machine has no Python or no supervisor package.
 */
export async function runValidator(
  confPath: string,
  options: ValidatorOptions,
  signal?: AbortSignal,
): Promise<'accepted' | 'absent' | Finding> {
  const { execa } = await import('execa');
  const pythonPath = options.pythonPath ?? VALIDATOR_DEFAULTS.pythonPath;
  const timeoutMs = options.timeoutMs ?? VALIDATOR_DEFAULTS.timeoutMs;
  // -I: neither the working folder nor PYTHON* variables can put another module in supervisor's place.
  const result = await execa(pythonPath, ['-I', '-c', SCRIPT, confPath], {
    reject: false,
    stdin: 'ignore',
    stdout: 'ignore',
    timeout: timeoutMs,
    maxBuffer: 256 * 1024,
    ...(options.environment === undefined ? {} : { env: options.environment, extendEnv: false }),
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  signal?.throwIfAborted();
  if (result.exitCode === 0) return 'accepted';
  if (result.code === 'ENOENT' || result.code === 'EACCES' || result.exitCode === NO_SUPERVISOR) return 'absent';
  if (result.timedOut) {
    throw new SupervisorBridgeError(
      'SUPERVISOR_HUNG',
      `supervisord's parser did not end within ${timeoutMs} ms while it checked ${confPath}. Try again when the machine is less busy.`,
      { cause: result },
    );
  }
  if (result.exitCode === 2) return { line: 0, key: 'supervisord', message: scrub(result.stderr) };
  throw new SupervisorBridgeError(
    'SUPERVISOR_UNEXPECTED',
    `supervisord's parser failed on ${confPath}: ${result.stderr.slice(-500) || (result.shortMessage ?? '')}`,
    { cause: result },
  );
}
