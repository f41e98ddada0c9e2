import { CommanderError } from 'commander';
import { isOtauError } from '../errors.ts';

/** Says why a command has failed, in one line and the script's output, and gives the exit code: 1, or 2 for arguments. */
export function explainFailure(error: unknown, signal: AbortSignal, raw: (text: string) => void): number {
  if (error instanceof CommanderError) {
    if (error.code === 'otau.usage') raw(`otau: ${error.message}\n`); // commander has shown its own
    return error.exitCode;
  }
  if (isOtauError(error)) {
    raw(`otau: ${error.message} (${error.code})\n`);
    if (error.output !== undefined && error.output !== '') raw(`${error.output.trimEnd()}\n`);
    return 1;
  }
  if (!signal.aborted || error !== signal.reason) throw error;
  raw(`otau: ${error instanceof Error ? error.message : 'stopped'}\n`);
  return 1;
}
