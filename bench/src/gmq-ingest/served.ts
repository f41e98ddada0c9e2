import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A server in a process of its own. */
export interface Served extends AsyncDisposable {
  readonly url: string;
  /** p99 of its event loop's delay since it was last asked, in milliseconds. */
  loopDelayMs(): Promise<number>;
}

/** Starts one of the children beside this file. */
export async function serve(
  child: 'gmq.child.ts' | 'bare.child.ts',
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const server = spawn(process.execPath, [join(import.meta.dirname, child), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const closed = once(server, 'close');
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`${child} has ended.`);
    return line.value;
  };
  return {
    url: await nextLine(),
    async loopDelayMs() {
      server.stdin.write('\n');
      return Number(await nextLine());
    },
    async [Symbol.asyncDispose]() {
      server.kill('SIGKILL');
      await closed;
    },
  };
}
