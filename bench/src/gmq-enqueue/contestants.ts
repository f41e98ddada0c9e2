import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createQueue, type Upstream } from '@gateway-engine/gmq';

/** One way to make messages durable, with so many of them at a time. */
export interface Contestant {
  readonly name: string;
  /** Makes messages durable for about `ms`. Resolves with how many per second. */
  run(together: number, ms: number): Promise<number>;
  close(): Promise<void> | void;
}

const MESSAGE = Buffer.alloc(200, 'm');
const CLIENT = { vendor: 'acme', model: 'gateway', serial: '0001' };

/** A platform that cannot be reached: what is enqueued stays on the disk. */
const OFFLINE: Upstream = {
  deliver: ({ records }) =>
    Promise.resolve(
      records.map(() => ({ kind: 'retry', reason: 'offline', uncertain: false, afterMs: 3_600_000 }) as const),
    ),
};

/** `queue.enqueue` by so many producers at once, each waiting until its message is durable. */
export async function openGmq(folder: string): Promise<Contestant> {
  const queue = createQueue({ path: join(folder, 'gmq.db'), upstream: OFFLINE, maxMessages: 1e9, maxBytes: 1e12 });
  await queue.start();
  return {
    name: 'gmq',
    async run(together, ms) {
      const start = performance.now();
      let messages = 0;
      async function produce(): Promise<void> {
        while (performance.now() - start < ms) {
          await queue.enqueue({ client: CLIENT, alias: 'temperature', value: MESSAGE });
          messages += 1;
        }
      }
      await Promise.all(Array.from({ length: together }, produce));
      return (messages / (performance.now() - start)) * 1000;
    },
    close: () => queue.stop(),
  };
}

/** A loop on node:sqlite with the same durability, the same rows, and so many of them per transaction. */
export function openSqlite(folder: string): Contestant {
  const database = new DatabaseSync(join(folder, 'raw.db'));
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE messages(id INTEGER PRIMARY KEY, client INTEGER, alias TEXT, ts INTEGER, value BLOB)');
  const insert = database.prepare('INSERT INTO messages(client, alias, ts, value) VALUES (?, ?, ?, ?)');
  const run = repeat((together) => {
    database.exec('BEGIN IMMEDIATE');
    for (let index = 0; index < together; index += 1) insert.run(1, 'temperature', 1_700_000_000, MESSAGE);
    database.exec('COMMIT');
  });
  return {
    name: 'node:sqlite loop',
    run,
    close: () => {
      database.close();
    },
  };
}

/** The bare file: append, fdatasync. Nothing can be found or deleted in it. */
export function openAppend(folder: string): Contestant {
  const descriptor = openSync(join(folder, 'append.log'), 'a');
  const run = repeat((together) => {
    writeSync(descriptor, Buffer.concat(Array.from({ length: together }, () => MESSAGE)));
    fdatasyncSync(descriptor);
  });
  return {
    name: 'append + fdatasync',
    run,
    close: () => {
      closeSync(descriptor);
    },
  };
}

function repeat(commit: (together: number) => void): Contestant['run'] {
  return (together, ms) => {
    const start = performance.now();
    let messages = 0;
    while (performance.now() - start < ms) {
      commit(together);
      messages += together;
    }
    return Promise.resolve((messages / (performance.now() - start)) * 1000);
  };
}
