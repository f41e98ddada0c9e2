import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Line, Order } from './protocol.ts';

/** A process with an installer. */
export interface InstallerProcess {
  /** What it says, until it ends. */
  readonly lines: AsyncIterable<Line>;
  /** SIGKILL, and the end of it. */
  kill(): Promise<void>;
}

const PROGRAM = join(import.meta.dirname, 'installer.child.ts');

export function startInstaller(order: Order): InstallerProcess {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  return {
    lines: readLines(child),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function* readLines({ stdout }: ChildProcess): AsyncGenerator<Line> {
  if (stdout === null) return;
  for await (const line of createInterface({ input: stdout })) yield JSON.parse(line) as Line;
}
