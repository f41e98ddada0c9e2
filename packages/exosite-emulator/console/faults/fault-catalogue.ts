import type { FaultKind } from '../../src/faults/fault.ts';

/** One value that a fault takes. */
interface FaultField {
  readonly name: string;
  readonly label: string;
  readonly type: 'number' | 'text';
  /** What the form begins with; empty for a field that may be left out. */
  readonly value: string;
  readonly isOptional?: true;
}

/** A kind of fault in words. */
export interface FaultEntry {
  readonly kind: FaultKind;
  readonly title: string;
  readonly effect: string;
  readonly fields: readonly FaultField[];
}

const number = (name: string, label: string, value: number): FaultField => ({
  ...{ name, label, type: 'number' },
  value: String(value),
});
const optional = (name: string, label: string, type: FaultField['type'] = 'number'): FaultField => ({
  ...{ name, label, type },
  value: '',
  isOptional: true,
});

const ENTRIES: Readonly<Record<FaultKind, Omit<FaultEntry, 'kind'>>> = {
  status: {
    title: 'Error status',
    effect: 'Not handled: this status instead.',
    fields: [
      number('status', 'Status', 503),
      optional('retryAfterSeconds', 'Retry-After (s)'),
      optional('body', 'Body', 'text'),
    ],
  },
  delay: {
    title: 'Delay',
    effect: 'Handled; the answer comes later.',
    fields: [number('delayMs', 'Milliseconds', 3000)],
  },
  bandwidth: {
    title: 'Slow line',
    effect: 'The answer comes at this rate.',
    fields: [number('bytesPerSecond', 'Bytes per second', 200)],
  },
  noAnswer: { title: 'No answer', effect: 'Handled, but the answer never comes.', fields: [] },
  reset: { title: 'Reset after', effect: 'Handled, then the connection is reset instead of an answer.', fields: [] },
  resetBefore: { title: 'Reset before', effect: 'Not handled: the connection is reset at once.', fields: [] },
  offline: {
    title: 'Offline for some',
    effect: 'Not handled: the connection is reset, as if the platform could not be reached.',
    fields: [],
  },
  dropAfterBytes: {
    title: 'Drop after bytes',
    effect: 'The first bytes of the answer, head included, then a reset.',
    fields: [number('afterBytes', 'Bytes', 100)],
  },
  truncateBody: {
    title: 'Truncated body',
    effect: 'The whole head, then only the first bytes of the body.',
    fields: [number('afterBytes', 'Bytes', 100)],
  },
  corruptBody: {
    title: 'Corrupted content',
    effect: 'One byte of the body is another one. Without an endpoint only content downloads.',
    fields: [optional('atByte', 'Byte number')],
  },
  slowBody: {
    title: 'Slow body',
    effect: 'The body comes in pieces with a pause before each.',
    fields: [number('chunkBytes', 'Bytes per piece', 16), number('pauseMs', 'Pause (ms)', 500)],
  },
  wrongContentLength: {
    title: 'Wrong Content-Length',
    effect: 'The head claims another size.',
    fields: [number('contentLength', 'Claimed bytes', 10_000)],
  },
  wrongContentRange: {
    title: 'Wrong Content-Range',
    effect: 'A 206 claims another range.',
    fields: [{ name: 'contentRange', label: 'Content-Range', type: 'text', value: 'bytes 0-9/10' }],
  },
  shortCik: {
    title: 'Wrong-length CIK',
    effect: 'Activation hands out a CIK of another length.',
    fields: [optional('length', 'Characters (39)')],
  },
  clockSkew: {
    title: 'Clock skew',
    effect: 'Date and /timestamp are off.',
    fields: [number('skewSeconds', 'Seconds', 3600)],
  },
  duplicate: {
    title: 'Duplicate delivery',
    effect: 'Carried out twice; the client gets the second answer.',
    fields: [],
  },
};

/** Every fault that the emulator knows, the usual ones first. */
export const FAULT_CATALOGUE: readonly FaultEntry[] = Object.entries(ENTRIES).map(([kind, entry]) => ({
  ...entry,
  // The keys of ENTRIES, which Object.entries widens to any text.
  kind: kind as FaultKind,
}));

/** The catalogue's entry of a kind. */
export function faultEntry(kind: string): FaultEntry | undefined {
  return FAULT_CATALOGUE.find((entry) => entry.kind === kind);
}

/** Paths of the device API, for the form. */
export const ENDPOINTS: readonly string[] = [
  '/onep:v1/stack/alias',
  '/onep:v1/stack/record',
  '/onep:v1/rpc/process',
  '/provision/activate',
  '/provision/download',
  '/provision/manage/',
  '/timestamp',
];
