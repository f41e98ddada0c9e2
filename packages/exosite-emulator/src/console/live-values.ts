import { type WriteEvent } from '../types.ts';
import { type Change, type LiveValue } from './api.ts';

/** Bounds of one event of the stream. */
const LIMITS = { values: 500, textChars: 256 * 1024 } as const;

/** Gathers values between two events of the stream; drops what is too much, and says so. */
export interface LiveValues {
  add(event: WriteEvent, nowMs: number): void;
  /** What was gathered since the last call. */
  take(): Pick<Change, 'values' | 'hasMissedValues'>;
}

/** Nothing gathered yet. */
export function createLiveValues(): LiveValues {
  let values: LiveValue[] = [];
  let textChars = 0;
  let hasMissed = false;
  return {
    add({ device, alias, timestamp, text, by }, nowMs) {
      textChars += text.length;
      if (values.length >= LIMITS.values || textChars > LIMITS.textChars) {
        hasMissed = true;
        return;
      }
      values.push({ ...device, alias, timestamp, text, by, arrivedAtMs: nowMs });
    },
    take() {
      const taken = {
        ...(values.length === 0 ? {} : { values }),
        ...(hasMissed ? { hasMissedValues: true as const } : {}),
      };
      [values, textChars, hasMissed] = [[], 0, false];
      return taken;
    },
  };
}
