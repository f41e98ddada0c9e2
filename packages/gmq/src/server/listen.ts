import type { Server } from 'node:http';
import { GmqError } from '../errors.ts';

/** Starts to listen. Rejects with GmqError `GMQ_PORT_IN_USE` or `GMQ_LISTEN_FAILED`. */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (cause: Error): void => {
      reject(toListenError(cause, host, port));
    };
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function toListenError(cause: Error, host: string, port: number): GmqError {
  const code = 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') {
    return new GmqError(
      `Listening on ${host}:${port} failed: the port is in use, most likely by another gmq. ` +
        'Stop that one, or choose another port.',
      { code: 'GMQ_PORT_IN_USE', cause },
    );
  }
  return new GmqError(`Listening on ${host}:${port} failed: ${cause.message}. Check the address and the port.`, {
    code: 'GMQ_LISTEN_FAILED',
    cause,
  });
}
