import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A program as supervisord understood it. */
export interface ReadProgram {
  readonly name: string;
  readonly words: readonly string[];
  readonly environment: readonly (readonly [string, string])[];
  readonly directory: string | null;
  readonly log: string | null;
  /** A NUL in any value: supervisord dies of it when it starts the program. */
  readonly nul: boolean;
  /** A number that supervisord cannot report: it breaks an answer for every caller. */
  readonly large: boolean;
}

/** What supervisord's parser made of one text. */
export type Verdict =
  readonly ['error', string] | readonly ['read', readonly (readonly [string, readonly ReadProgram[]])[], string];

/** supervisord's parser in one process. */
export interface Checker {
  check(texts: readonly string[]): Promise<readonly Verdict[]>;
  close(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Starts it; `folder` holds its scratch file. It has PATH in its environment and nothing else. */
export function startChecker(folder: string): Checker {
  const script = join(import.meta.dirname, 'checker.py');
  const child = spawn('/usr/bin/python3', ['-I', script, join(folder, 'main.conf')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: '/usr/bin:/bin' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async check(texts) {
      child.stdin.write(`${JSON.stringify(texts)}\n`);
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      const answer = await lines.next();
      clearTimeout(timer);
      if (answer.done === true) throw new Error(`supervisord's parser ended or hung for ${PATIENCE_MS} ms`);
      // The script beside this file is the other side of this line.
      const verdicts = JSON.parse(answer.value) as readonly Verdict[];
      if (verdicts.length !== texts.length) throw new Error('the checker lost count');
      return verdicts;
    },
    async close() {
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
