import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { LogLevel, Logger } from '../config/logging-cfg.ts';
import type { GmqEvents } from '../diagnostics.ts';
import { formatDuration } from './format-status.ts';

/** How an event is written, and how important it is. */
interface Entry<Name extends keyof GmqEvents> {
  readonly logger: Logger;
  readonly level: LogLevel;
  readonly format: (event: GmqEvents[Name]) => string;
}

/** What an operator may want to read; by default, what does not go as it should. */
const ENTRIES: { readonly [Name in keyof GmqEvents]?: Entry<Name> } = {
  'gmq:lane:failed': {
    ...{ logger: 'unq', level: 'WARNING' },
    format: ({ client, reason, retryInMs, messages }) =>
      `${client}: ${reason} ${messages} wait, next attempt in ${Math.ceil(retryInMs / 1000)} s`,
  },
  'gmq:message:buried': {
    ...{ logger: 'unq', level: 'ERROR' },
    format: ({ client, alias, timestamp, reason }) =>
      `${client}: ${alias} at ${timestamp} went to the dead letters: ${reason}`,
  },
  'gmq:message:dropped': {
    ...{ logger: 'unq', level: 'WARNING' },
    format: ({ client, messages, reason }) => `${client}: ${messages} messages were dropped: ${reason}`,
  },
  'gmq:message:retimed': {
    ...{ logger: 'unq', level: 'INFO' },
    format: ({ client, messages }) => `${client}: the times of ${messages} messages were put right`,
  },
  'gmq:message:delivered': {
    ...{ logger: 'unq', level: 'DEBUG' },
    format: ({ client, messages, by }) => `${client}: ${messages} delivered by ${by}`,
  },
  'gmq:dead:dropped': {
    ...{ logger: 'unq', level: 'ERROR' },
    format: ({ letters }) => `${letters} of the oldest dead letters gave way to newer ones`,
  },
  'gmq:time:learnt': {
    ...{ logger: 'unq', level: 'DEBUG' },
    format: ({ clockIsOffMs }) =>
      `this clock is ${formatDuration(Math.abs(clockIsOffMs))} ${clockIsOffMs > 0 ? 'ahead of' : 'behind'} the platform's`,
  },
  'gmq:store:committed': {
    ...{ logger: 'db', level: 'DEBUG' },
    format: ({ changes, durationMs }) => `${changes} changes on disk in ${durationMs.toFixed(1)} ms`,
  },
  'gmq:store:salvaged': {
    ...{ logger: 'db', level: 'CRITICAL' },
    format: ({ path, clients, messages, deadLetters }) =>
      `the data file was damaged; kept ${clients} identities, ${messages} messages and ${deadLetters} dead letters, ` +
      `the rest lies in ${path}`,
  },
};

/** Says whether an event is to be written. */
export type LogFilter = (logger: Logger, level: LogLevel) => boolean;

const LEAST: LogFilter = (_logger, level) => level !== 'DEBUG';

/** Writes a line for every event worth one. Returns the function that ends it. */
export function logEvents(write: (line: string) => void, isLogged: LogFilter = LEAST): () => void {
  const endings = Object.entries(ENTRIES).map(([name, { logger, level, format }]) => {
    const listen = (event: unknown): void => {
      // Only this package publishes on its channels, with the type that the name stands for.
      if (isLogged(logger, level)) write(`gmq: ${(format as (event: unknown) => string)(event)}`);
    };
    subscribe(name, listen);
    return () => unsubscribe(name, listen);
  });
  return () => {
    for (const end of endings) end();
  };
}
