import { createClient } from 'redis';
import type { Peer } from '../peer.ts';
import { findPort, startServer } from '../server-process.ts';

const LIST = 'values';

/** A list with an append-only file. */
function createRedis(appendfsync: 'always' | 'everysec'): Peer {
  return {
    name: `redis AOF ${appendfsync}`,
    async start(folder) {
      const port = await findPort();
      const keeping = ['--appendonly', 'yes', '--appendfsync', appendfsync, '--save', '', '--dir', folder];
      const server = await startServer(
        'redis-server',
        ['--port', String(port), '--bind', '127.0.0.1', ...keeping],
        port,
      );
      const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
      client.on('error', () => undefined);
      await client.connect();
      return {
        async publish(text) {
          await client.rPush(LIST, text);
        },
        count: () => client.lLen(LIST),
        async kill() {
          await server.kill();
          client.destroy();
        },
      };
    },
  };
}

export const redisAlways: Peer = createRedis('always');
export const redisEverySecond: Peer = createRedis('everysec');
