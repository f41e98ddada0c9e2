import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ORACLE = fileURLToPath(new URL('../fixtures/oracle.py', import.meta.url));

/** What one of supervisord's own parsers answered. */
export type Answer = { readonly value: unknown } | { readonly error: string };

/** Puts many questions to one Python process with supervisord's own parsers. */
export function askOracle(
  operation: 'parse' | 'environment' | 'split' | 'realize' | 'dumps',
  inputs: readonly string[],
): Answer[] {
  const child = spawnSync('/usr/bin/python3', ['-I', ORACLE], {
    input: JSON.stringify(inputs.map((input) => [operation, input])),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 20_000,
  });
  if (child.status !== 0) throw new Error(`the oracle failed: ${child.stderr || String(child.error)}`);
  const answers: unknown = JSON.parse(child.stdout);
  if (!Array.isArray(answers) || answers.length !== inputs.length) throw new Error('the oracle lost count');
  return answers.map((answer: unknown): Answer => {
    if (typeof answer !== 'object' || answer === null) throw new Error('the oracle answered nothing');
    if ('error' in answer) return { error: String(answer.error) };
    return { value: 'value' in answer ? answer.value : undefined };
  });
}
