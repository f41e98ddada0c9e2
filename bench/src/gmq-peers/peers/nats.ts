import { jetstream, jetstreamManager, StorageType } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Peer } from '../peer.ts';
import { findPort, startServer } from '../server-process.ts';

const STREAM = 'values';

/** JetStream with a stream in files, as it comes. */
export const nats: Peer = {
  name: 'nats JetStream, file store',
  async start(folder) {
    const port = await findPort();
    const args = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder];
    const server = await startServer('nats-server', args, port);
    const connection = await connect({ servers: `127.0.0.1:${port}`, reconnect: false });
    const manager = await jetstreamManager(connection);
    const streams = await manager.streams.list().next();
    if (!streams.some(({ config }) => config.name === STREAM)) {
      await manager.streams.add({ name: STREAM, subjects: [STREAM], storage: StorageType.File });
    }
    const stream = jetstream(connection);
    return {
      async publish(text) {
        await stream.publish(STREAM, text);
      },
      async count() {
        return (await manager.streams.info(STREAM)).state.messages;
      },
      async kill() {
        await server.kill();
        await connection.close();
      },
    };
  },
};
