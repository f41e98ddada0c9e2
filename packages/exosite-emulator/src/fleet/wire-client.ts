import { Agent, request } from 'node:http';
import { type Socket } from 'node:net';
import { type LoadMeter } from './load-meter.ts';

/** One request of a simulated gateway. */
interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** Its answer. */
export interface WireReply {
  readonly status: number;
  readonly body: string;
  readonly bodyBytes: number;
}

/** The HTTP side of a fleet: few connections for many gateways. */
export interface WireClient {
  /** Rejects if no whole answer comes. Every request counts in each of the meters. */
  send(wire: WireRequest): Promise<WireReply>;
  /** Counts from now on in this meter too. Returns the function that ends it. */
  meter(meter: LoadMeter): () => void;
  close(): void;
}

/** Bodies of downloads are counted, not kept; texts of the platform are far below this. */
const MAX_KEPT_BYTES = 1024 * 1024;

/** A client of the platform at `url`. */
export function createWireClient(url: string, maxSockets: number, timeoutMs: number): WireClient {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets, maxFreeSockets: maxSockets });
  const meters = new Set<LoadMeter>();

  async function exchange(wire: WireRequest, scale: Scale): Promise<WireReply> {
    const { promise, resolve, reject } = Promise.withResolvers<WireReply>();
    const { method, path, body = '' } = wire;
    const length = method === 'POST' ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
    const outgoing = request({
      ...{ agent, hostname, port, method, path, signal: wire.signal, timeout: timeoutMs },
      headers: { ...FORM, ...wire.headers, ...length },
    });
    outgoing.on('timeout', () => {
      outgoing.destroy(new Error(`${method} ${path} brought nothing for ${timeoutMs} ms`));
    });
    outgoing.on('error', reject).on('socket', (socket) => {
      scale.start(socket);
    });
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bodyBytes = 0;
      response.on('data', (chunk: Buffer) => {
        bodyBytes += chunk.length;
        if (bodyBytes <= MAX_KEPT_BYTES) chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        // Now: in the next tick the connection may carry another request.
        scale.stop();
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8'), bodyBytes });
      });
    });
    outgoing.end(body);
    return await promise;
  }

  return {
    async send(wire) {
      const scale = createScale();
      let isFailed = true;
      try {
        const reply = await exchange(wire, scale);
        isFailed = reply.status >= 400;
        return reply;
      } finally {
        for (const meter of meters) meter.count({ isFailed, ...scale.stop() });
      }
    },
    meter(meter) {
      meters.add(meter);
      return () => {
        meters.delete(meter);
      };
    },
    close() {
      agent.destroy();
    },
  };
}

/** Weighs one request on its connection. */
interface Scale {
  start(socket: Socket): void;
  /** What went over the connection from the start to the first stop. */
  stop(): { readonly bytesSent: number; readonly bytesReceived: number };
}

function createScale(): Scale {
  let socket: Socket | undefined;
  let [sent, received] = [0, 0];
  let weight: ReturnType<Scale['stop']> | undefined;
  return {
    start(own) {
      [socket, sent, received] = [own, own.bytesWritten, own.bytesRead];
    },
    stop() {
      const [nowSent, nowReceived] = [socket?.bytesWritten ?? 0, socket?.bytesRead ?? 0];
      weight ??= { bytesSent: nowSent - sent, bytesReceived: nowReceived - received };
      return weight;
    },
  };
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' } as const;
