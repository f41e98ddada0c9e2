import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { GmqError } from '../errors.ts';

/** Starts to listen. Rejects with GmqError `GMQ_PORT_IN_USE` or `GMQ_LISTEN_FAILED`. */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await begin(server, { host, port });
  } catch (cause) {
    throw toListenError(cause, `${host}:${port}`, 'port');
  }
}

/**
 * Starts to listen on a unix socket that may be used by whom its mode lets. A socket that a killed process has left
 * is taken over; one that somebody answers on is not, and a file of another kind is never touched.
 */
export async function listenOnSocket(server: Server, path: string, mode: number): Promise<void> {
  try {
    if (isSocket(path) && !(await isAnswered(path))) unlinkSync(path);
    await begin(server, { path });
    chmodSync(path, mode);
  } catch (cause) {
    throw toListenError(cause, path, 'socket');
  }
}

function begin(server: Server, where: { host: string; port: number } | { path: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function isSocket(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true;
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}

function toListenError(cause: unknown, where: string, what: 'port' | 'socket'): GmqError {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  if ('code' in error && error.code === 'EADDRINUSE') {
    return new GmqError(
      `Listening on ${where} failed: the ${what} is in use, most likely by another gmq. ` +
        `Stop that one, or choose another ${what}.`,
      { code: 'GMQ_PORT_IN_USE', cause },
    );
  }
  return new GmqError(
    `Listening on ${where} failed: ${error.message}. Check the ${what === 'port' ? 'address and the port' : 'path and its folder'}.`,
    {
      code: 'GMQ_LISTEN_FAILED',
      cause,
    },
  );
}
