import type { ProgramDefinition } from '@gateway-engine/supervisor-bridge';
import type { ReadProgram, Verdict } from './checker.ts';

/** A text that the package accepted, with what supervisord must make of it. */
export interface Accepted {
  readonly name: string;
  readonly text: string;
  /** Of a program defined in code: every value must arrive as it was given. */
  readonly definition?: ProgramDefinition;
}

/** Why supervisord and the package disagree about an accepted text, or undefined. */
export function judge(accepted: Accepted, verdict: Verdict, untouched: string): string | undefined {
  if (verdict[0] === 'error') return `supervisord refuses it: ${verdict[1]}`;
  const [, groups, fingerprint] = verdict;
  if (fingerprint !== untouched) return `it changes supervisord itself: ${fingerprint}`;
  const names = groups.map(([name]) => name);
  if (names.length !== 1 || names[0] !== accepted.name) return `it defines ${JSON.stringify(names)}`;
  const programs = groups[0]?.[1] ?? [];
  if (programs.some(({ nul }) => nul)) return 'it holds a NUL, of which supervisord dies';
  if (programs.some(({ large }) => large)) return 'it holds a number that supervisord cannot report';
  const unsafe = programs.find(({ name }) => !/^[\w.-]{1,128}$/.test(name));
  if (unsafe !== undefined) return `it names a process ${JSON.stringify(unsafe.name)}`;
  return accepted.definition === undefined ? undefined : compare(accepted.definition, programs[0]);
}

/** What of a definition did not arrive as it was given. */
function compare(definition: ProgramDefinition, read: ReadProgram | undefined): string | undefined {
  const { command, environment = {}, directory, stdoutLogfile } = definition;
  const wanted: readonly (readonly [string, unknown, unknown])[] = [
    ['command', typeof command === 'string' ? read?.words : command, read?.words],
    ['environment', Object.entries(environment), read?.environment],
    ['directory', directory ?? null, read?.directory],
    ['stdoutLogfile', stdoutLogfile ?? null, stdoutLogfile === undefined ? null : read?.log],
  ];
  const wrong = wanted.find(([, given, found]) => JSON.stringify(given) !== JSON.stringify(found));
  return wrong === undefined
    ? undefined
    : `${wrong[0]} is ${JSON.stringify(wrong[2])}, not ${JSON.stringify(wrong[1])}`;
}
