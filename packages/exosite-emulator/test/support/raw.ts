import { connect } from 'node:net';
import { once } from 'node:events';

/** Sends bytes and gathers what comes back until `isComplete` says so or the connection ends. */
export async function exchange(
  url: string,
  pieces: readonly (string | Uint8Array)[],
  isComplete: (received: string) => boolean = () => false,
): Promise<{ readonly received: string; readonly segments: readonly string[] }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  await once(socket, 'connect');
  const segments: string[] = [];
  const done = Promise.withResolvers<undefined>();
  socket.on('data', (chunk) => {
    segments.push(chunk.toString('latin1'));
    if (isComplete(segments.join(''))) done.resolve(undefined);
  });
  socket.on('error', done.reject);
  socket.on('close', () => {
    done.resolve(undefined);
  });
  try {
    for (const piece of pieces) {
      await new Promise<void>((resolve) => {
        socket.write(piece, () => {
          resolve();
        });
      });
    }
    await done.promise;
  } finally {
    socket.destroy();
  }
  return { received: segments.join(''), segments };
}

/** Head and body of one answer whose Content-Length has arrived whole. */
export function isWholeAnswer(received: string): boolean {
  const end = received.indexOf('\r\n\r\n');
  const length = /\r\nContent-Length: (\d+)\r\n/.exec(received)?.[1];
  return end !== -1 && length !== undefined && received.length >= end + 4 + Number(length);
}
