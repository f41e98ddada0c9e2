import { subscribe } from 'node:diagnostics_channel';

import type { GatewayEvents } from '../channels.ts';
import { DEBUG_LEVELS, type DebugLevel } from '../configuration/debug-level.ts';
import { describeError } from '../errors.ts';

type Line = readonly [DebugLevel, string];

/** What each event of the engine says in the log. */
const LINES: { readonly [Name in keyof GatewayEvents]: (event: GatewayEvents[Name]) => Line } = {
  'gateway-engine:identity:settled': ({ vendor, model, serial }) => ['INFO', `this is ${vendor} ${model} ${serial}`],
  'gateway-engine:check-in:done': ({ nextInMs }) => [
    'INFO',
    nextInMs === undefined ? 'checked in' : `checked in; next in ${Math.round(nextInMs / 1000)} s`,
  ],
  'gateway-engine:check-in:failed': ({ error, failures, nextInMs }) => [
    'WARNING',
    `check-in failed (${failures} in a row): ${describeError(error)} Next try in ${Math.round(nextInMs / 1000)} s.`,
  ],
  'gateway-engine:report:failed': ({ part, error }) => [
    'WARNING',
    `${part} could not be collected: ${describeError(error)}`,
  ],
  'gateway-engine:install:started': ({ fileName }) => ['INFO', `installing ${fileName}`],
  'gateway-engine:install:done': ({ fileName }) => ['INFO', `installed ${fileName}`],
  'gateway-engine:install:failed': ({ fileName, error }) => [
    'ERROR',
    `${fileName} not installed: ${describeError(error)}`,
  ],
  'gateway-engine:recovery:failed': ({ error }) => ['WARNING', `tidying up failed: ${describeError(error)}`],
  'gateway-engine:interval:changed': ({ intervalS }) => ['INFO', `the interval is now ${intervalS} s`],
};

/** Writes what happens, at this level and above, one line each. */
export function startLog(level: DebugLevel, write: (line: string) => void): void {
  for (const name of Object.keys(LINES)) {
    subscribe(name, (message) => {
      // The name decides the message's type: only `publish` writes to these channels, and that is typed.
      const format = LINES[name as keyof GatewayEvents] as (event: unknown) => Line;
      const [lineLevel, text] = format(message);
      if (DEBUG_LEVELS.indexOf(lineLevel) < DEBUG_LEVELS.indexOf(level)) return;
      write(`${new Date().toISOString()} ${lineLevel} ${text}\n`);
    });
  }
}
