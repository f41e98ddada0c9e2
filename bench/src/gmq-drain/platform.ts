import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What came over the wire so far. */
interface Traffic {
  readonly bytes: number;
  readonly requests: number;
}

/** A platform in a process of its own that takes everything. */
export interface Platform extends AsyncDisposable {
  readonly url: string;
  traffic(): Promise<Traffic>;
}

/** Starts it. */
export async function startPlatform(): Promise<Platform> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'platform.child.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('The platform has ended.');
    return line.value;
  };
  return {
    url: await nextLine(),
    async traffic() {
      child.stdin.write('\n');
      return JSON.parse(await nextLine()) as Traffic; // written by platform.child.ts
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
