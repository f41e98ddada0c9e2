import { Agent, request } from 'node:http';

const BODY =
  '<?xml version="1.0"?><methodCall><methodName>supervisor.getAllProcessInfo</methodName><params></params></methodCall>';

/** The limit: the same question over the same kind of connection, the answer read to its end and thrown away. */
export function createBarePoll(socketPath: string): { poll(): Promise<number>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(BODY) };
  return {
    poll: () =>
      new Promise((resolve, reject) => {
        const sent = request({ socketPath, method: 'POST', path: '/RPC2', agent, headers }, (response) => {
          let bytes = 0;
          response.on('data', (chunk: Buffer) => (bytes += chunk.length));
          response.on('end', () => {
            resolve(bytes);
          });
          response.on('error', reject);
        });
        sent.on('error', reject);
        sent.end(BODY);
      }),
    close: () => {
      agent.destroy();
    },
  };
}
