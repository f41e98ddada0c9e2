import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A server that listens. */
export interface ServerProcess {
  kill(): Promise<void>;
}

/** Debian keeps servers where only root looks for them. */
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin'] as const;

const START_LIMIT_MS = 10_000;

/** Where a program lies; throws, saying what to install, if it does not. */
export function findProgram(name: string): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...MORE_FOLDERS];
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${name} is not installed`);
  return found;
}

/** A port that nobody has at this moment. */
export async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a server and waits until it takes connections. */
export async function startServer(program: string, args: readonly string[], port: number): Promise<ServerProcess> {
  const child = spawn(findProgram(program), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(child, 'close');
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await accepts(port))) {
    if (hasEnded(child) || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${program} did not start: ${said.trim().slice(-200) || 'it said nothing'}`);
    }
    await delay(20);
  }
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
