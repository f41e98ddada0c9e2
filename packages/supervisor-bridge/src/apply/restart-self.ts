import { spawn } from 'node:child_process';
import { SUPERVISORCTL_DEFAULTS } from '../control/supervisorctl.ts';
import { assertAddress } from '../control/control.ts';
import { SupervisorBridgeError } from '../error.ts';
import { systemCode } from '../files.ts';

/** How a supervised program has itself restarted. */
export interface RestartSelfOptions {
  /** supervisord's main conf. */
  readonly confPath: string;
  /** Name of the program that calls this. */
  readonly name: string;
  /**
   * `restart` starts it again with the conf that supervisord knows; `update` applies its changed conf file, and does
   * nothing where that has not changed.
   */
  readonly verb: 'restart' | 'update';
  /** The client. Default `supervisorctl`, found in PATH. */
  readonly command?: string;
}

/**
 * Has supervisord stop and start the very program that calls this. An ordinary child would be stopped together with
 * its parent and never come to the start (supervisord 5): this one has a session of its own, no pipes and nobody that
 * waits for it. Resolves to its process id when it runs; SIGTERM follows within moments, so this is the last act.
 *
 * A program with `autorestart = true` whose conf has not changed need not do this: it exits.
 *
 * @throws SupervisorBridgeError SUPERVISOR_NOT_INSTALLED or SUPERVISOR_UNEXPECTED when it could not be started.
 */
export async function restartSelf({ confPath, name, verb, command }: RestartSelfOptions): Promise<number> {
  assertAddress(name);
  const client = command ?? SUPERVISORCTL_DEFAULTS.command;
  const child = spawn(client, ['-c', confPath, verb, name], { detached: true, stdio: 'ignore', cwd: '/' });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(explain(client, cause));
    });
    child.once('spawn', () => {
      child.unref();
      resolve(child.pid ?? 0);
    });
  });
}

function explain(client: string, cause: Error): SupervisorBridgeError {
  return systemCode(cause) === 'ENOENT'
    ? new SupervisorBridgeError(
        'SUPERVISOR_NOT_INSTALLED',
        `Cannot run ${client}: it is not installed. Install it, on Debian with: apt-get install supervisor`,
        { cause },
      )
    : new SupervisorBridgeError('SUPERVISOR_UNEXPECTED', `Cannot run ${client}: ${cause.message}`, { cause });
}
