import { type Finding, OtauError, type OtauErrorCode } from '../errors.ts';

/** Reads one field; `expected` completes "It must be". */
type ReadField = <T>(key: string, expected: string, accept: (value: unknown) => T | undefined) => T | undefined;

/** Reads the fields of a small JSON document and collects everything that is wrong with them. */
export interface JsonFields {
  /** Which keys there may be; others are findings. */
  readonly allow: (keys: readonly string[]) => void;
  /** A field that must be there and pass `accept`. Undefined, and a finding, if it does not. */
  readonly required: ReadField;
  /** The same for one that may be missing. */
  readonly optional: ReadField;
  readonly report: (entry: string | undefined, message: string) => void;
  /** Whether something is wrong so far. */
  readonly failed: () => boolean;
  /** Throws the error that carries all findings. */
  readonly fail: () => never;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Starts on a document of at most `maxBytes` bytes; `what` begins the error's message. */
export function readJsonFields(
  bytes: Uint8Array,
  { code, what, maxBytes }: { readonly code: OtauErrorCode; readonly what: string; readonly maxBytes: number },
): JsonFields {
  const findings: Finding[] = [];
  const report = (entry: string | undefined, message: string) => {
    findings.push({ severity: 'error', code, ...(entry === undefined ? {} : { entry }), message });
  };
  const parsed = parse(bytes, maxBytes);
  if (typeof parsed === 'string') report(undefined, parsed);
  const fields = typeof parsed === 'string' ? undefined : parsed;

  const optional: ReadField = (key, expected, accept) => {
    const value = fields?.[key];
    if (value === undefined) return undefined;
    const accepted = accept(value);
    if (accepted === undefined) report(key, `It must be ${expected}.`);
    return accepted;
  };

  return {
    report,
    optional,
    required(key, expected, accept) {
      if (fields !== undefined && fields[key] === undefined) report(key, `It is missing; it must be ${expected}.`);
      return optional(key, expected, accept);
    },
    allow(keys) {
      for (const key of Object.keys(fields ?? {})) {
        if (!keys.includes(key)) report(key, `Unknown key; known are ${keys.join(', ')}.`);
      }
    },
    failed: () => findings.length > 0,
    fail() {
      const messages = findings.map(({ entry, message }) => (entry === undefined ? message : `${entry}: ${message}`));
      throw new OtauError(code, `${what} is invalid. ${messages.join(' ')}`, { findings });
    },
  };
}

/** The object in the document, or what is wrong with it. */
function parse(bytes: Uint8Array, maxBytes: number): Readonly<Record<string, unknown>> | string {
  if (bytes.length > maxBytes) return `It is larger than ${maxBytes} bytes.`;
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    return isObject(value) ? value : 'It must be one JSON object.';
  } catch (error) {
    return `It is not JSON: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Accepts a whole number from `least` on. */
export function wholeNumber(least: number): (value: unknown) => number | undefined {
  return (value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= least ? value : undefined);
}

/** Accepts text that matches. */
export function text(pattern: RegExp): (value: unknown) => string | undefined {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined);
}
