import { describeError, isGatewayEngineError } from '../errors.ts';

/** What a command prints: results on stdout, everything else on stderr. */
export interface Output {
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** A question, on stderr and without a line end. */
  readonly prompt: (text: string) => void;
}

export const processOutput: Output = {
  print: (text) => {
    process.stdout.write(text);
  },
  warn: (text) => {
    process.stderr.write(`gwe: ${text}\n`);
  },
  prompt: (text) => {
    process.stderr.write(text);
  },
};

/** The Python engine's exit code without a serial number: −1, which a shell sees as 255. */
const NO_SERIAL_EXIT_CODE = 255;

/** The exit code for a failure (gwe A). */
function exitCodeOf(error: unknown): number {
  return isGatewayEngineError(error) && error.code === 'GATEWAY_NO_SERIAL' ? NO_SERIAL_EXIT_CODE : 1;
}

/** Says what failed, in one line where the error has one. */
export function reportFailure(error: unknown, { warn }: Output): number {
  warn(describeError(error));
  return exitCodeOf(error);
}
