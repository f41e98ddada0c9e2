import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, realpath } from 'node:fs/promises';
import { connect, createServer } from 'node:net';

import { GatewayEngineError } from './errors.ts';

/** The right to act for the gateway whose state is in one folder. */
export interface EngineLock {
  release(): Promise<void>;
}

/**
 * One engine at a time for one state folder: two would carry out each other's commands. The lock is a listening
 * abstract unix socket, which the kernel frees with the process, however that ends: there are no stale locks.
 *
 * @throws GatewayEngineError `GATEWAY_ALREADY_RUNNING`
 */
export async function acquireEngineLock(stateDir: string): Promise<EngineLock> {
  await mkdir(stateDir, { recursive: true });
  const folder = await realpath(stateDir);
  const server = createServer((socket) => socket.destroy());
  // The lock must not keep a process alive that has nothing else to do.
  server.unref();
  try {
    server.listen(socketName(folder));
    await once(server, 'listening');
  } catch (error) {
    throw new GatewayEngineError(
      'GATEWAY_ALREADY_RUNNING',
      `an engine is at work for ${folder} already. Let it do the work, or stop it first: supervisorctl stop gwe`,
      { cause: error },
    );
  }
  return {
    async release() {
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/** Whether an engine is at work for this state folder now. */
export async function isEngineRunning(stateDir: string): Promise<boolean> {
  const folder = await realpath(stateDir).catch(() => undefined);
  if (folder === undefined) return false;
  const socket = connect(socketName(folder));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function socketName(folder: string): string {
  return `\0gateway-engine-${createHash('sha256').update(folder).digest('hex').slice(0, 40)}`;
}
