import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a file beside this one in a process of its own; `npx` flags of this process do not go with it. */
export function forkChild(name: string, args: readonly string[], signal: AbortSignal): ChildProcess {
  const file = fileURLToPath(new URL(name, import.meta.url));
  return fork(file, [...args], { execArgv: ['--no-warnings', '--expose-gc'], signal, killSignal: 'SIGKILL' });
}

/** The first message of a child, checked. Rejects if it ends without one. */
export async function receive<T>(child: ChildProcess, check: (message: unknown) => T): Promise<T> {
  const message: unknown = await Promise.race([
    once(child, 'message').then(([first]: unknown[]) => first),
    once(child, 'exit').then(([code]: unknown[]) => {
      throw new Error(`${child.spawnfile} ended with ${String(code)} before it had anything to say.`);
    }),
  ]);
  return check(message);
}

/** Figures by name, as children send them. */
export function requireFigures(message: unknown): Readonly<Record<string, number>> {
  if (typeof message !== 'object' || message === null) throw new TypeError('The child sent no figures.');
  const figures = Object.entries(message).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return Object.fromEntries(figures);
}

/** Starts the bare server; resolves with its URL and the way to end it. */
export async function startServer(signal: AbortSignal): Promise<{ readonly url: string; stop(): void }> {
  const child = forkChild('server.child.ts', [], signal);
  child.on('error', () => undefined);
  const port = await receive(child, Number);
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      child.disconnect();
    },
  };
}
