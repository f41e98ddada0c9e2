import { type BootOptions, quarantineCall, readBootOptions } from './boot-options.ts';

/**
 * An entry point for a container in which supervisord is process 1: it reaps orphans, ends in order on SIGTERM, and
 * does not fail to start because of one bad conf (supervisord 8).
 */
export function formatContainerEntrypoint(options: BootOptions = {}): string {
  const all = readBootOptions(options);
  return `#!/bin/sh
# supervisord starts even where this command is missing or fails.
${quarantineCall(all)} || echo "confs could not be checked" >&2
# exec: supervisord itself becomes process 1 and gets the signals.
exec ${all.supervisordPath} -n -c ${all.confPath}
`;
}
