import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { isWholeAnswer } from './raw.ts';

/** One answer as it came. */
export interface RawAnswer {
  readonly status: number;
  /** Names in exactly the case that was sent. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** TCP segments that it came in. */
  readonly segments: number;
}

/** A connection that stays open for one exchange after the other. */
export interface Connection {
  exchange(request: Uint8Array): Promise<RawAnswer>;
}

/** Opens a connection; it is closed when the test ends. */
export async function openConnection(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return {
    async exchange(request) {
      const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
      const segments: string[] = [];
      const receive = (chunk: Buffer): void => {
        segments.push(chunk.toString('latin1'));
        if (isWholeAnswer(segments.join(''))) resolve(parseAnswer(segments));
      };
      const fail = (): void => {
        reject(new Error('the connection ended'));
      };
      socket.on('data', receive).once('close', fail);
      try {
        socket.write(request);
        return await promise;
      } finally {
        socket.off('data', receive).off('close', fail);
      }
    },
  };
}

function parseAnswer(segments: readonly string[]): RawAnswer {
  const received = segments.join('');
  const end = received.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = received.slice(0, end).split('\r\n');
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)] as const),
  );
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body: received.slice(end + 4),
    segments: segments.length,
  };
}
