import type { Socket } from 'node:net';

/** Bytes that went over a TCP connection: all of HTTP, TLS and a proxy's tunnel, without the heads of TCP and IP. */
interface WireBytes {
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** Counts the bytes of one connection, and of those that replace it. */
export interface WireMeter {
  /** Counts this socket from now on. It must be the TCP socket itself, below any TLS. */
  follow(socket: Socket): void;
  /** The bytes since the last call: a handshake counts for the request that it was made for. */
  take(): WireBytes;
  /** The address of this machine on the connection, which tells the interface. */
  localAddress(): string | undefined;
}

export function createWireMeter(): WireMeter {
  let socket: Socket | undefined;
  let address: string | undefined;
  // Of the socket at hand, already handed out; of former sockets, not yet handed out.
  let taken: WireBytes = { sentBytes: 0, receivedBytes: 0 };
  let left: WireBytes = { sentBytes: 0, receivedBytes: 0 };

  const untaken = (): WireBytes => ({
    sentBytes: left.sentBytes + (socket?.bytesWritten ?? 0) - taken.sentBytes,
    receivedBytes: left.receivedBytes + (socket?.bytesRead ?? 0) - taken.receivedBytes,
  });
  return {
    follow(next) {
      left = untaken();
      taken = { sentBytes: 0, receivedBytes: 0 };
      socket = next;
    },
    take() {
      const bytes = untaken();
      left = { sentBytes: 0, receivedBytes: 0 };
      taken = { sentBytes: socket?.bytesWritten ?? 0, receivedBytes: socket?.bytesRead ?? 0 };
      return bytes;
    },
    localAddress: () => (address = socket?.localAddress ?? address),
  };
}
