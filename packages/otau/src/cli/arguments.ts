import { CommanderError, InvalidArgumentError } from 'commander';

/** A whole number of 0 or more. */
export function parseWhole(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

/** What the command line says cannot be done: exit code 2. */
export function usageError(message: string): CommanderError {
  return new CommanderError(2, 'otau.usage', message);
}
