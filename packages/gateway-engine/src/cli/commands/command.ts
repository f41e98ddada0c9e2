import { type Command, InvalidArgumentError } from 'commander';

import { systemClock } from '../../clock.ts';
import type { GatewayPaths } from '../../paths.ts';
import type { StandardGateway } from '../../standard-gateway.ts';
import type { Output } from '../output.ts';

/** What a subcommand works with. */
export interface CommandContext {
  readonly paths: GatewayPaths;
  readonly version: string;
  readonly output: Output;
  /** Ends when the person who waits has had enough. */
  readonly signal: AbortSignal;
  /** Opens the gateway of this root, lets `use` work with it, and closes it. */
  withGateway<T>(use: (standard: StandardGateway) => Promise<T>): Promise<T>;
  /** Becomes the exit code of the process. */
  setExitCode(code: number): void;
}

/** Adds one subcommand of `gwe`. */
export type AddCommand = (program: Command, context: CommandContext) => void;

/** Where the queue answers unless told otherwise (gwe 130). */
export const DEFAULT_GMQ_URL = 'http://127.0.0.1:8090';

/** Repeats `show` on a screen that is cleared each time, until the person who watches ends it. */
export async function watch(
  { output, signal }: Pick<CommandContext, 'output' | 'signal'>,
  intervalMs: number,
  show: () => Promise<string>,
): Promise<void> {
  while (!signal.aborted) {
    const text = await show();
    output.print(`\u001B[H\u001B[2J${text}`);
    await systemClock.sleep(intervalMs, { signal }).catch(() => undefined);
  }
}

/** Reads a number of things, of which there must be one at least. */
export function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number, at least 1.');
}
