import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { untilAborted, withDeadline } from '../deadline.ts';
import { type Clock } from '../clock.ts';
import { systemFiles } from '../files/system-files.ts';
import { errnoOf, isOtauError, OtauError } from '../errors.ts';

/** The right to install; give it back with `release`. */
export interface Lock {
  release(): Promise<void>;
}

/** Options of {@link acquireLock}. */
export interface LockOptions {
  readonly clock: Clock;
  /** How long to wait for another installer. 0: not at all. */
  readonly waitMs: number;
  /** The state directory with all links resolved: the same for all who mean it. */
  readonly resolve?: (path: string) => Promise<string>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One installer at a time per state directory (otau 3.7). The lock is a listening abstract Unix socket: the kernel
 * frees it with the process, so it cannot outlive its owner. Who waits is connected to it and hears when it closes.
 */
export async function acquireLock(stateDir: string, options: LockOptions): Promise<Lock> {
  const name = lockName(await (options.resolve ?? systemFiles.resolve)(stateDir));
  const first = await tryLock(name);
  if (first !== undefined) return first;
  if (options.waitMs === 0) throw busy(stateDir);
  try {
    return await withDeadline(
      {
        clock: options.clock,
        timeoutMs: options.waitMs,
        doing: 'Waiting for the other installer',
        signal: options.signal,
      },
      async (signal) => {
        for (let lock = await tryLock(name); ; lock = await tryLock(name)) {
          if (lock !== undefined) return lock;
          await ownerGone(name, signal);
        }
      },
    );
  } catch (error) {
    if (isOtauError(error) && error.code === 'OTAU_TIMEOUT') throw busy(stateDir);
    throw error;
  }
}

function lockName(directory: string): string {
  return `\0gateway-engine-otau-${createHash('sha256').update(directory).digest('hex').slice(0, 40)}`;
}

async function tryLock(name: string): Promise<Lock | undefined> {
  const waiters = new Set<{ destroy(): unknown }>();
  const server = createServer((socket) => {
    waiters.add(socket.on('error', () => undefined).on('close', () => waiters.delete(socket)));
    socket.unref();
  });
  server.maxConnections = 16;
  server.unref();
  try {
    server.listen(name);
    await once(server, 'listening');
  } catch (error) {
    if (errnoOf(error) === 'EADDRINUSE') return undefined;
    throw error;
  }
  return {
    async release() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const waiter of waiters) waiter.destroy();
      await closed;
    },
  };
}

async function ownerGone(name: string, signal: AbortSignal): Promise<void> {
  const socket = connect(name);
  try {
    const closed = new Promise<void>((resolve) => {
      socket
        .on('error', () => undefined)
        .once('close', resolve)
        .resume();
    });
    await untilAborted(closed, signal);
  } finally {
    socket.destroy();
  }
}

function busy(stateDir: string): OtauError {
  return new OtauError('OTAU_BUSY', `Another installer is at work in ${stateDir}. Wait until it is done and repeat.`, {
    retryable: true,
  });
}
