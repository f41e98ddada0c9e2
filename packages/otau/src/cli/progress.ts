import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  type DownloadProgress,
  type ExtractionProgress,
  type OperationProgress,
  type PackageVerified,
  type ProbationProgress,
  type ScriptOutput,
  type TrustWarned,
} from '../diagnostics.ts';
import { formatBytes } from './output.ts';

/** A moment of an operation: a line that stays, or a bar that the next moment replaces. */
type Moment = { readonly line: string } | { readonly bar: string };

const BAR_WIDTH = 30;

/** How each event is shown. Only this package publishes on these channels, with the type that the name stands for. */
const FORMATTERS: Readonly<Record<string, (event: never) => Moment>> = {
  'otau:operation:state': ({ name, version, state }: OperationProgress) => ({ line: `${name} ${version}: ${state}` }),
  'otau:package:verified': ({ fileName, entries, unpackedBytes, signedBy }: PackageVerified) => ({
    line: `${fileName}: ${entries} entries, ${formatBytes(unpackedBytes)} unpacked, ${
      signedBy.length === 0 ? 'not signed' : `signed by ${signedBy.join(', ')}`
    }`,
  }),
  'otau:trust:warned': ({ fileName, message }: TrustWarned) => ({ line: `${fileName}: ${message}` }),
  'otau:script:output': ({ line }: ScriptOutput) => ({ line: `  | ${line}` }),
  'otau:download:progress': ({ fileName, receivedBytes, totalBytes }: DownloadProgress) => ({
    bar: `${formatBar(receivedBytes, totalBytes)} ${formatBytes(receivedBytes)} ${fileName}`,
  }),
  'otau:extract:progress': ({ name, entries, totalEntries }: ExtractionProgress) => ({
    bar: `${formatBar(entries, totalEntries)} ${entries}/${totalEntries} entries ${name}`,
  }),
  'otau:probation:progress': ({ name, state, remainingMs }: ProbationProgress) => ({
    bar: `${name}: ${state}, ${Math.ceil(remainingMs / 1000)} s to go`,
  }),
};

/**
 * Shows what the library reports: on a terminal bars that move, in a log only the lines that stay. Returns the function
 * that ends it.
 */
export function showProgress(write: (text: string) => void, isTerminal: boolean): () => void {
  let hasBar = false;
  const clear = () => {
    if (hasBar) write('\r\u001b[K');
    hasBar = false;
  };
  const show = (moment: Moment) => {
    if ('line' in moment) {
      clear();
      write(`${moment.line}\n`);
    } else if (isTerminal) {
      write(`\r\u001b[K${moment.bar}`);
      hasBar = true;
    }
  };
  const endings = Object.entries(FORMATTERS).map(([name, format]) => {
    const listen = (event: unknown): void => {
      show((format as (event: unknown) => Moment)(event));
    };
    subscribe(name, listen);
    return () => unsubscribe(name, listen);
  });
  return () => {
    clear();
    for (const end of endings) end();
  };
}

function formatBar(done: number, total: number | undefined): string {
  if (total === undefined || total === 0) return '';
  const filled = Math.min(BAR_WIDTH, Math.floor((BAR_WIDTH * done) / total));
  return `[${'#'.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}]`;
}
