import type { ValueKind } from './keys.ts';

/** supervisord answers every caller of `avail` with an error once a number reaches this (supervisord 1.4). */
const TOO_BIG = 2 ** 31;
/** More copies of one program than a gateway can want. */
const MAX_PROCESSES = 32;
const SIGNALS: ReadonlySet<string> = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT RTMAX RTMIN SEGV STOP ' +
    'SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'
  ).split(' '),
);
const MAX_SIGNAL = 31;

/** The truth value that supervisord reads, or undefined. */
export function readBoolean(value: string): boolean | undefined {
  if (/^(?:true|yes|on|1)$/iu.test(value)) return true;
  if (/^(?:false|no|off|0)$/iu.test(value)) return false;
  return undefined;
}

/** The number that supervisord reads, or undefined. */
export function readInteger(value: string): number | undefined {
  return /^[+-]?\d{1,10}$/u.test(value) ? Number(value) : undefined;
}

function checkBytes(value: string): string | undefined {
  const match = /^(\d{1,10})\s*(kb|mb|gb)?$/iu.exec(value);
  if (match === null) return 'must be a whole number of bytes, optionally with KB, MB or GB: write for example 200KB';
  const factor = { kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 }[match[2]?.toLowerCase() ?? ''] ?? 1;
  return Number(match[1]) * factor < TOO_BIG ? undefined : 'must be below 2 GB: supervisord cannot report more';
}

function checkSignal(value: string): string | undefined {
  const number = readInteger(value);
  const known =
    number === undefined ? SIGNALS.has(value.toUpperCase().replace(/^SIG/u, '')) : number >= 1 && number <= MAX_SIGNAL;
  return known ? undefined : 'must be a signal: write for example TERM, INT or KILL';
}

function checkExitCodes(value: string): string | undefined {
  const good = value.split(',').every((one) => {
    const code = readInteger(one.trim());
    return code !== undefined && code >= 0 && code <= 255;
  });
  return good || value === '' ? undefined : 'must be exit codes from 0 to 255: write for example 0,2';
}

function checkInteger(value: string): string | undefined {
  const number = readInteger(value);
  if (number === undefined) return 'must be a whole number without a unit: write for example 10';
  return Math.abs(number) < TOO_BIG ? undefined : 'must be below 2147483648: supervisord cannot report more';
}

function checkProcessCount(value: string): string | undefined {
  const number = readInteger(value) ?? 0;
  return number >= 1 && number <= MAX_PROCESSES ? undefined : `must be a whole number from 1 to ${MAX_PROCESSES}`;
}

/** What is wrong with a value that must not hold `%` expressions, or undefined (supervisord 1.4). */
const PLAIN_RULES: Readonly<Partial<Record<ValueKind, (value: string) => string | undefined>>> = {
  boolean: (value) => (readBoolean(value) === undefined ? 'must be true or false' : undefined),
  autorestart: (value) =>
    readBoolean(value) === undefined && value.toLowerCase() !== 'unexpected'
      ? 'must be true, false or unexpected'
      : undefined,
  integer: checkInteger,
  processCount: checkProcessCount,
  bytes: checkBytes,
  octal: (value) =>
    /^(?:0o)?[0-7]{1,4}$/iu.test(value) ? undefined : 'must be an octal number: write for example 022',
  signal: checkSignal,
  exitCodes: checkExitCodes,
  user: (value) =>
    /^[A-Za-z0-9_][A-Za-z0-9_.@$-]{0,63}$/u.test(value) ? undefined : 'must be the name or number of a user',
};

/** Checks a value that supervisord converts to a number, switch or list; other kinds of value always pass. */
export function checkPlainValue(kind: ValueKind, value: string): string | undefined {
  return PLAIN_RULES[kind]?.(value);
}

/** Whether values of that kind are checked as they stand, without `%` expressions. */
export function isPlainKind(kind: ValueKind): boolean {
  return PLAIN_RULES[kind] !== undefined;
}
