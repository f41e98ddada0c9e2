import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, connectAsync, type MqttClient } from 'mqtt';
import type { Peer } from '../peer.ts';
import { findPort, startServer } from '../server-process.ts';

const TOPIC = 'values';
const SUBSCRIBER = 'platform';

/** Nothing more comes once it has been quiet for so long. */
const QUIET_MS = 1500;

/** MQTT with QoS 1 to a subscriber that is away: the broker keeps the messages for it. */
function createMosquitto(name: string, saving: readonly string[]): Peer {
  return {
    name,
    async start(folder) {
      const port = await findPort();
      const config = join(folder, 'mosquitto.conf');
      const lines = [`listener ${port} 127.0.0.1`, 'allow_anonymous true', 'max_queued_messages 0', 'user root'];
      const keeping = ['max_inflight_messages 1000', 'persistence true', `persistence_location ${folder}/`, ...saving];
      writeFileSync(config, `${[...lines, ...keeping].join('\n')}\n`);
      const isNew = readdirSync(folder).length === 1;
      const server = await startServer('mosquitto', ['-c', config], port);
      const url = `mqtt://127.0.0.1:${port}`;
      const options = { clean: false, clientId: SUBSCRIBER, reconnectPeriod: 0 } as const;
      const publisher = await connectAsync(url, { reconnectPeriod: 0 });
      publisher.on('error', () => undefined);
      const texts = new Set<string>();

      /** Remembers what has come for the subscriber; a session that is there already is gone on with. */
      async function subscribe(): Promise<MqttClient> {
        // What was kept comes right behind the answer to the connect: somebody has to listen by then.
        const subscriber = connect(url, options);
        subscriber.on('message', (_topic, payload) => texts.add(payload.toString()));
        await new Promise<void>((resolve, reject) => {
          subscriber.once('connect', () => {
            resolve();
          });
          subscriber.once('error', reject);
        });
        await subscriber.subscribeAsync(TOPIC, { qos: 1 });
        return subscriber;
      }

      // A session that is there already keeps its messages for `count`.
      if (isNew) await (await subscribe()).endAsync();
      return {
        async publish(text) {
          await publisher.publishAsync(TOPIC, text, { qos: 1 });
        },
        async count() {
          const subscriber = await subscribe();
          for (let before = -1; before < texts.size;) {
            before = texts.size;
            await delay(QUIET_MS);
          }
          await subscriber.endAsync(true);
          return texts.size;
        },
        async kill() {
          await publisher.endAsync(true);
          await server.kill();
        },
      };
    },
  };
}

export const mosquitto: Peer = createMosquitto('mosquitto QoS 1, default autosave', []);
export const mosquittoSaving: Peer = createMosquitto('mosquitto QoS 1, saved at every change', [
  'autosave_on_changes true',
  'autosave_interval 1',
]);
