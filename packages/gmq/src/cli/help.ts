import { GMQ_CFG_OPTIONS } from '../config/gmq-cfg.ts';
import type { ConfigOption } from '../config/options.ts';
import { LOGGING_CFG_OPTIONS } from '../config/logging-cfg.ts';
import { formatOptionHelp } from './configuration.ts';

export const HELP = `
Examples:
  gmq --url https://VENDOR.m2.exosite.com
      Serves on http://127.0.0.1:8090.
  curl http://localhost:8090/onep:v1/stack/alias -H 'X-Exosite-VMS: VENDOR MODEL SERIAL' -d 'temperature=21.5'
      Writes a value. 204: it is safe. 503: it was not taken, try again after Retry-After seconds.
  GWE_ROOT=$HOME/gateway gmq
      Keeps its data in $HOME/gateway/var/lib/gateway-engine.
  gmq doctor
      Says what is wrong, and what to do.

Output:
  The first line on stdout is the URL. Everything else is on stderr.

Exit codes:
  0  stopped by SIGINT or SIGTERM
  1  it could not run: port in use, data file locked or unusable, gmq.cfg with values that cannot be used
  2  wrong arguments`;

/** Puts the options of a file into a text. */
const withOptions = (options: readonly ConfigOption[], text: string): string =>
  text.replace('OPTIONS', formatOptionHelp(options));

/** What the commands that ask a running gmq have in common. */
const withExitCodes = (text: string): string => `${text}

Exit codes:
  0  done
  1  gmq cannot be reached, or refuses
  2  wrong arguments`;

export const STATUS_HELP: string = withExitCodes(`
Examples:
  gmq status
  gmq status --watch 5
  gmq status --json | jq .messages`);

export const PEEK_HELP: string = withExitCodes(`
Examples:
  gmq peek --limit 5
  gmq export > backlog.ndjson

A value that is no text comes as "base64" instead of "value".`);

export const DEAD_HELP: string = withExitCodes(`
Examples:
  gmq dead-letters             the newest 100, a line of JSON for each
  gmq dead-letters export      all of them
  gmq dead-letters retry       puts them all back into the queue, at their own times
  gmq dead-letters purge 7 9   deletes two of them

retry and purge print how many letters it was.`);

export const DOCTOR_HELP = `
Looks at gmq.cfg, logging.cfg, the data file, the free disk, the clock, the platform, and whether gmq runs.

Exit codes:
  0  no problem, though perhaps warnings
  1  a problem
  2  wrong arguments`;

export const CFG_HELP: string = withOptions(
  GMQ_CFG_OPTIONS,
  `
Examples:
  gmq cfg get                              everything
  gmq cfg get unq batch_record_period      one value, bare
  gmq cfg set unq batch_record_period 300
  gmq reread                               makes the running gmq use it

Options, with their defaults:
OPTIONS

Host, port, socket and URL count from the next start on.

Exit codes:
  0  done
  1  there is no such option, the value cannot be used, or the file cannot be read or written
  2  wrong arguments`,
);

export const LOG_HELP: string = withOptions(
  LOGGING_CFG_OPTIONS,
  `
Examples:
  gmq log get logger_root level
  gmq log set logger_db level DEBUG
  gmq reread                               makes the running gmq use it

Levels are DEBUG, INFO, WARNING, ERROR and CRITICAL. Options, with their defaults:
OPTIONS

Exit codes:
  0  done
  1  there is no such option, the value cannot be used, or the file cannot be read or written
  2  wrong arguments`,
);
