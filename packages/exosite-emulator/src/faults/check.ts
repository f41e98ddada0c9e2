import { checkDevice } from '../arguments.ts';
import { type Fault, type FaultKind } from './fault.ts';

/** The numbers and texts that a kind takes; a `?` marks those that may be left out. */
export const FAULT_FIELDS: Readonly<Record<FaultKind, readonly string[]>> = {
  offline: [],
  status: ['status', 'retryAfterSeconds?', 'body?'],
  reset: [],
  resetBefore: [],
  noAnswer: [],
  delay: ['delayMs'],
  bandwidth: ['bytesPerSecond'],
  dropAfterBytes: ['afterBytes'],
  truncateBody: ['afterBytes'],
  corruptBody: ['atByte?'],
  slowBody: ['chunkBytes', 'pauseMs'],
  wrongContentLength: ['contentLength'],
  wrongContentRange: ['contentRange'],
  shortCik: ['length?'],
  clockSkew: ['skewSeconds'],
  duplicate: [],
};

/** Smallest and largest value of each number. An hour of waiting is longer than any client waits. */
const BOUNDS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['status', [200, 599]],
  ['retryAfterSeconds', [0, Number.MAX_SAFE_INTEGER]],
  ['delayMs', [0, 3_600_000]],
  ['bytesPerSecond', [1, Number.MAX_SAFE_INTEGER]],
  ['afterBytes', [0, Number.MAX_SAFE_INTEGER]],
  ['atByte', [0, Number.MAX_SAFE_INTEGER]],
  ['chunkBytes', [1, Number.MAX_SAFE_INTEGER]],
  ['pauseMs', [0, 3_600_000]],
  ['contentLength', [0, Number.MAX_SAFE_INTEGER]],
  ['length', [0, 200]],
  ['skewSeconds', [-1e10, 1e10]],
  ['skip', [0, Number.MAX_SAFE_INTEGER]],
]);

/** Names of the fields that are numbers. */
export const FAULT_NUMBERS: ReadonlySet<string> = new Set(BOUNDS.keys());

/** Throws a TypeError for a fault that makes no sense. */
export function checkFault(fault: Fault): void {
  if (!Object.hasOwn(FAULT_FIELDS, fault.kind)) {
    throw new TypeError(`fault.kind must be one of ${Object.keys(FAULT_FIELDS).join(', ')}, not ${fault.kind}`);
  }
  const values = new Map<string, unknown>(Object.entries(fault));
  for (const field of FAULT_FIELDS[fault.kind]) {
    if (!field.endsWith('?') && values.get(field) === undefined) {
      throw new TypeError(`a fault of kind ${fault.kind} needs ${field}`);
    }
  }
  for (const [name, value] of values) checkValue(name, value);
  const { count = 1, device } = fault;
  if (count !== Infinity && (!Number.isSafeInteger(count) || count < 1)) {
    throw new TypeError(`fault.count must be a positive whole number or Infinity, not ${count}`);
  }
  if (device !== undefined) checkDevice(device);
}

function checkValue(name: string, value: unknown): void {
  const bounds = BOUNDS.get(name);
  if (value === undefined || bounds === undefined) return;
  const [least, most] = bounds;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new TypeError(`fault.${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(value)}`);
}
