import { join } from 'node:path';
import { SupervisorBridgeError } from '../error.ts';

/** Where a private supervisord keeps its files. */
export interface DaemonPaths {
  readonly confPath: string;
  readonly confDir: string;
  readonly socketPath: string;
  readonly pidPath: string;
  readonly runDir: string;
  readonly logDir: string;
  readonly logPath: string;
  /** What supervisord prints when it cannot start. */
  readonly errorPath: string;
}

/**
 * A unix socket path has at most 107 bytes, and supervisord first binds the path with `.` and its process id behind
 * it.
 */
const MAX_SOCKET_PATH_BYTES = 107 - '.4194304'.length;

/** The paths under `root` (design 4.1). */
export function daemonPaths(root: string, socketPath: string = join(root, 'run/supervisor.sock')): DaemonPaths {
  assertPlainPath(root);
  assertPlainPath(socketPath);
  const bytes = Buffer.byteLength(socketPath);
  if (bytes > MAX_SOCKET_PATH_BYTES) {
    throw new SupervisorBridgeError(
      'SUPERVISOR_SOCKET_PATH_TOO_LONG',
      `supervisord cannot open its socket at ${socketPath}: the path has ${bytes} bytes and may have ` +
        `${MAX_SOCKET_PATH_BYTES}. Use a shorter root, or give a shorter socketPath.`,
    );
  }
  const logDir = join(root, 'var/log');
  const runDir = join(root, 'run');
  return {
    confPath: join(root, 'etc/supervisor/supervisord.conf'),
    confDir: join(root, 'etc/supervisor/conf.d'),
    socketPath,
    runDir,
    pidPath: join(runDir, 'supervisord.pid'),
    logDir,
    logPath: join(logDir, 'supervisord.log'),
    errorPath: join(logDir, 'supervisord.err'),
  };
}

/** These paths go into the conf and, as its folder, into the include's glob: only characters that mean themselves. */
function assertPlainPath(path: string): void {
  if (!path.startsWith('/') || /\p{Cc}|[%*?[\];#'"]|^\s|\s$/u.test(path)) {
    throw new TypeError(
      `${JSON.stringify(path)} must be an absolute path without control characters and any of % * ? [ ] ; # ' "`,
    );
  }
}

/** The main conf of a private supervisord: a socket for its own user only, no network, one include (supervisord 8). */
export function formatMainConf(paths: DaemonPaths): string {
  return `[supervisord]
nodaemon = true
logfile = ${paths.logPath}
logfile_maxbytes = 1MB
logfile_backups = 1
pidfile = ${paths.pidPath}
childlogdir = ${paths.logDir}
minfds = 256
minprocs = 32

[unix_http_server]
file = ${paths.socketPath}
chmod = 0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl = unix://${paths.socketPath}

[include]
files = conf.d/*.conf
`;
}
