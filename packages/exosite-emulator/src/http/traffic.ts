import { type Socket } from 'node:net';

/** Bytes of one request and its answer. */
interface Traffic {
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** Counts the bytes of a connection request by request. */
interface TrafficMeter {
  /** What went over the connection since the last call: heads and bodies, without TCP and TLS. */
  take(socket: Socket): Traffic;
}

/** A meter that forgets connections when they are gone. */
export function createTrafficMeter(): TrafficMeter {
  const seen = new WeakMap<Socket, Traffic>();
  return {
    take(socket) {
      const before = seen.get(socket) ?? { bytesIn: 0, bytesOut: 0 };
      const now = { bytesIn: socket.bytesRead, bytesOut: socket.bytesWritten };
      seen.set(socket, now);
      return { bytesIn: now.bytesIn - before.bytesIn, bytesOut: now.bytesOut - before.bytesOut };
    },
  };
}
