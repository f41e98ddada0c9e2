import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FaultPoint } from './fault-points.ts';

/** What a life of the gateway is started with. */
export interface GatewaySettings {
  /** The queue's file. */
  readonly path: string;
  readonly platformUrl: string;
  readonly forward: 'write' | 'record';
  /** Makes the disk look slow, so that commits are synced beside the event loop. */
  readonly slow: boolean;
  /** Dies there by SIGKILL, at the `dieAfter`th time it gets there. */
  readonly dieAt?: FaultPoint | undefined;
  readonly dieAfter?: number;
}

/** One life of a gateway's queue, in a process of its own. */
export interface Gateway {
  /** Where applications write to; undefined if it died before it listened. */
  readonly url: Promise<string | undefined>;
  /** Resolves when it is dead. */
  readonly ended: Promise<unknown>;
  readonly said: () => string;
  kill(): Promise<void>;
}

const COMPILE_CACHE = join(tmpdir(), 'gateway-engine-faults-cache');
const CHILD = join(import.meta.dirname, 'gateway.child.ts');

/** Starts a life; `wrapper` is a command that runs the rest of the line, such as strace. */
export function startGateway(settings: GatewaySettings, wrapper: readonly string[] = []): Gateway {
  const line = [...wrapper, process.execPath, CHILD, JSON.stringify(settings)];
  const child = spawn(line[0] ?? '', line.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(child, 'close');
  const firstLine = once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line));
  return {
    url: Promise.race([firstLine, ended.then(() => undefined)]),
    ended,
    said: () => said.trim(),
    async kill() {
      killGroup(child);
      await ended;
    },
  };
}

/** The group: a wrapper and what it runs. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is dead already.
  }
}
