import { GatewayEngineError } from '../errors.ts';

/** The shortest interval that the engine takes (gwe 43). */
const MIN_UPDATE_INTERVAL_S = 1;
/** Ten years: what lies above is a mistyped number, and would look like a dead gateway. */
const MAX_UPDATE_INTERVAL_S = 315_360_000;

/**
 * Reads the value of `update_interval`: undefined when it is empty, else whole seconds (gwe 66, 67).
 *
 * @throws GatewayEngineError `GATEWAY_COMMAND_INVALID` for anything that is not a number in range (gwe 68)
 */
export function parseUpdateInterval(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(trimmed) ? Math.floor(Number(trimmed)) : Number.NaN;
  if (!(seconds >= MIN_UPDATE_INTERVAL_S && seconds <= MAX_UPDATE_INTERVAL_S)) {
    throw new GatewayEngineError(
      'GATEWAY_COMMAND_INVALID',
      `update_interval cannot be used: ${JSON.stringify(trimmed.slice(0, 40))}. ` +
        `Write whole seconds, from ${MIN_UPDATE_INTERVAL_S} to ${MAX_UPDATE_INTERVAL_S}.`,
    );
  }
  return seconds;
}
