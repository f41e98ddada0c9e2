import { mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDiskStore,
  createQueue,
  type MessageQueue,
  type MessageStore,
  type StoredMessage,
  type Upstream,
} from '@gateway-engine/gmq';
import { expect, onTestFinished, test } from 'vitest';
import { findPowerCutObstacle, mountPowerCutFs, type PowerCutFs } from '../../src/power-cut-fs/power-cut-fs.ts';

const withFuse = test.runIf(findPowerCutObstacle() === undefined);

const CLIENT = { vendor: 'acme', model: 'gateway', serial: '0001' };

function messageOf(clientId: number, id: number): StoredMessage {
  const times = { timestamp: id, asked: id, given: true, monoMs: 1 };
  return { clientId, id, alias: 'a', value: Buffer.from(`v${id}`), fate: 'unsent', conflicts: 0, ...times };
}

/** A platform that is away until told otherwise, and remembers what it was given. */
function createPlatform() {
  const platform = { online: false, texts: [] as string[] };
  const upstream: Upstream = {
    deliver({ records }) {
      if (platform.online) platform.texts.push(...records.map(({ value }) => Buffer.from(value).toString()));
      const offline = { kind: 'retry', reason: 'offline', uncertain: false } as const;
      return Promise.resolve(records.map(() => (platform.online ? ({ kind: 'delivered' } as const) : offline)));
    },
  };
  return { platform, upstream };
}

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'disk-faults-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

async function mount(): Promise<PowerCutFs> {
  const disk = await mountPowerCutFs(createFolder());
  onTestFinished(() => disk.unmount());
  return disk;
}

async function open(path: string, upstream: Upstream): Promise<MessageQueue> {
  const queue = createQueue({ path, upstream });
  await queue.start();
  onTestFinished(() => queue.stop());
  return queue;
}

const send = (queue: MessageQueue, number: number) =>
  queue.enqueue({ client: CLIENT, alias: 'a', value: `v${number}`, timestamp: 1_000_000 + number });

withFuse.each(['noSpace', 'writeFails', 'syncFails'] as const)(
  '%s: what cannot be kept is refused, what was acknowledged is delivered, and it goes on when the disk does',
  { timeout: 20_000 },
  async (fault) => {
    const disk = await mount();
    const { platform, upstream } = createPlatform();
    const queue = await open(join(disk.path, 'gmq.db'), upstream);
    await send(queue, 1);
    await disk.setFault(fault);
    const refused = await Promise.allSettled([send(queue, 2), send(queue, 3)]);
    expect(refused.map((result) => (result.status === 'rejected' ? (result.reason as Error) : undefined))).toEqual([
      expect.objectContaining({ code: 'GMQ_STORE_FAILED' }),
      expect.objectContaining({ code: 'GMQ_STORE_FAILED' }),
    ]);
    await disk.setFault('none');
    await send(queue, 4);
    platform.online = true;
    await queue.drain();
    expect(platform.texts).toEqual(['v1', 'v4']);
  },
);

withFuse('after a failing sync, what is acknowledged survives a power cut', { timeout: 20_000 }, async () => {
  const disk = await mount();
  const path = join(disk.path, 'gmq.db');
  const { upstream } = createPlatform();
  const queue = await open(path, upstream);
  await send(queue, 1);
  await disk.setFault('syncFails');
  await expect(send(queue, 2)).rejects.toMatchObject({ code: 'GMQ_STORE_FAILED' });
  await disk.setFault('none');
  await send(queue, 3);
  await disk.cutPower();
  await queue.stop().catch(() => undefined);
  await disk.restorePower();
  const after = createPlatform();
  after.platform.online = true;
  const again = await open(path, after.upstream);
  await again.drain();
  expect(after.platform.texts).toEqual(expect.arrayContaining(['v1', 'v3']));
});

withFuse('a commit aside whose sync fails takes nothing, and the next one that succeeds is durable', async () => {
  const disk = await mount();
  const path = join(disk.path, 'gmq.db');
  const store = createDiskStore({ path });
  await store.open();
  const { id: clientId } = store.ensureClient(CLIENT);
  const commit = (id: number) => store.commitAside!([{ kind: 'add', message: messageOf(clientId, id) }]);
  await commit(1);
  await disk.setFault('syncFails');
  await expect(commit(2)).rejects.toMatchObject({ code: 'GMQ_STORE_FAILED' });
  const idsIn = (opened: MessageStore): readonly number[] =>
    opened.head(clientId, { maxMessages: 10, maxBytes: 1000 }).map(({ id }) => id);
  expect(idsIn(store)).toEqual([1]);
  await expect(commit(3)).rejects.toMatchObject({ code: 'GMQ_STORE_FAILED' });
  await disk.setFault('none');
  await commit(4);
  await disk.cutPower();
  expect(() => {
    store.close();
  }).not.toThrow();
  await disk.restorePower();
  const after = createDiskStore({ path });
  await after.open();
  expect(idsIn(after)).toEqual([1, 4]);
  after.close();
});

test('a file with damaged pages is put aside, and the messages of the others are kept (queue 8)', async () => {
  const path = join(createFolder(), 'gmq.db');
  const first = createPlatform();
  const queue = await open(path, first.upstream);
  const numbers = Array.from({ length: 500 }, (_, index) => index + 1);
  await Promise.all(numbers.map((number) => send(queue, number)));
  await queue.stop();
  const descriptor = openSync(path, 'r+');
  const lastPage = Math.floor(statSync(path).size / 4096) - 1;
  writeSync(descriptor, Buffer.alloc(4096, 0xff), 0, 4096, lastPage * 4096);
  const { platform, upstream } = createPlatform();
  platform.online = true;
  const salvaged = await open(path, upstream);
  await salvaged.drain();
  expect(statSync(`${path}.damaged`).size).toBeGreaterThan(0);
  expect(platform.texts.length).toBeGreaterThan(250);
  expect(new Set(platform.texts).size).toBe(platform.texts.length);
});

test('two queues on one file: the second is told so, the first goes on', { timeout: 20_000 }, async () => {
  const path = join(createFolder(), 'gmq.db');
  const { upstream } = createPlatform();
  const queue = await open(path, upstream);
  await send(queue, 1);
  const second = createQueue({ path, upstream });
  await expect(second.start()).rejects.toMatchObject({ code: 'GMQ_STORE_LOCKED' });
  await send(queue, 2);
  expect(queue.stats().messages).toBe(2);
});
