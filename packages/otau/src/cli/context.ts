import { type Output } from './output.ts';

/** What commands get from the process that they run in. */
export interface CliContext {
  readonly output: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether stderr is a terminal, on which progress may move. */
  readonly isTerminal: boolean;
  readonly signal: AbortSignal;
  /** Makes the exit code 1; the command goes on. */
  readonly fail: () => void;
}
