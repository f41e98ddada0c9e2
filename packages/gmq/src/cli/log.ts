import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { GmqEvents } from '../diagnostics.ts';

type Formatter<Name extends keyof GmqEvents> = (event: GmqEvents[Name]) => string;

/** What an operator wants to read: what does not go as it should. */
const FORMATTERS: { readonly [Name in keyof GmqEvents]?: Formatter<Name> } = {
  'gmq:lane:failed': ({ client, reason, retryInMs, messages }) =>
    `gmq: ${client}: ${reason} ${messages} wait, next attempt in ${Math.ceil(retryInMs / 1000)} s`,
  'gmq:message:buried': ({ client, alias, timestamp, reason }) =>
    `gmq: ${client}: ${alias} at ${timestamp} went to the dead letters: ${reason}`,
  'gmq:dead:dropped': ({ letters }) => `gmq: ${letters} of the oldest dead letters gave way to newer ones`,
  'gmq:store:salvaged': ({ path, clients, messages, deadLetters }) =>
    `gmq: the data file was damaged; kept ${clients} identities, ${messages} messages and ${deadLetters} dead letters, ` +
    `the rest lies in ${path}`,
};

/** Writes a line for every event worth one. Returns the function that ends it. */
export function logEvents(write: (line: string) => void): () => void {
  const endings = Object.entries(FORMATTERS).map(([name, format]) => {
    const listen = (event: unknown): void => {
      // Only this package publishes on its channels, with the type that the name stands for.
      write((format as (event: unknown) => string)(event));
    };
    subscribe(name, listen);
    return () => unsubscribe(name, listen);
  });
  return () => {
    for (const end of endings) end();
  };
}
