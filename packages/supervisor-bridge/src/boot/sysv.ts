import { type BootOptions, quarantineCall, readBootOptions } from './boot-options.ts';

/**
 * A script for `/etc/init.d/supervisor`, for machines without systemd: plain sh, with nothing but kill and sleep. Bad
 * confs are set aside before the start; `stop` waits until supervisord has ended and kills it after `stopSeconds`;
 * `reload` updates what changed (supervisord 8).
 */
export function formatSysvScript(options: BootOptions = {}): string {
  const all = readBootOptions(options);
  return `#!/bin/sh
### BEGIN INIT INFO
# Provides:          supervisor
# Required-Start:    $remote_fs
# Required-Stop:     $remote_fs
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: supervisord, with a check of its confs
### END INIT INFO

PIDFILE=${all.pidPath}

# Whether a process is a supervisord that has not ended.
alive() {
  case $(tr '\\0' ' ' 2>/dev/null <"/proc/$1/cmdline") in
    *supervisord*) return 0 ;;
    *) return 1 ;;
  esac
}

# Prints the process id of a supervisord that runs. A pid file may be older than the last power cut.
running() {
  pid=$(cat "$PIDFILE" 2>/dev/null) || return 1
  alive "$pid" 2>/dev/null && echo "$pid"
}

start() {
  running >/dev/null && return 0
  # supervisord starts even where this command is missing or fails.
  ${quarantineCall(all)} || echo "confs could not be checked" >&2
  ${all.supervisordPath} -c ${all.confPath}
}

stop() {
  pid=$(running) || return 0
  kill -TERM "$pid" 2>/dev/null
  left=${all.stopSeconds}
  # It removes its pid file some time before it ends.
  while alive "$pid" 2>/dev/null; do
    if [ "$left" -le 0 ]; then
      kill -KILL "$pid" 2>/dev/null
      echo "supervisord did not stop and was killed: its programs may still run" >&2
      return 1
    fi
    sleep 1
    left=$((left - 1))
  done
}

case "$1" in
  start) start ;;
  stop) stop ;;
  restart) stop; start ;;
  reload | force-reload) ${all.supervisorctlPath} -c ${all.confPath} update ;;
  status)
    if running >/dev/null; then echo "supervisord is running"; else echo "supervisord is not running"; exit 3; fi
    ;;
  *)
    echo "Usage: $0 {start|stop|restart|reload|force-reload|status}" >&2
    exit 2
    ;;
esac
`;
}
