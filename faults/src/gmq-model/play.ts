import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEmulator } from '@gateway-engine/exosite-emulator';
import {
  connectExosite,
  createDiskStore,
  createIdentities,
  createQueue,
  isGmqError,
  type MessageQueue,
} from '@gateway-engine/gmq';
import { compareWithModel, createModel, type Difference, type Model } from './model.ts';
import type { Step } from './schedule.ts';

const DEVICE = { vendor: 'acme', model: 'gateway', serial: '0001' };

const FIRST_SECOND = 1_000_000_000;
const CROWDED_SECOND = 900_000_000;

/** How long everything may take to be delivered once the platform is well. */
const DRAIN_LIMIT_MS = 15_000;

/** How a run ended: how the series differ, or that it did not come to an end. */
export interface Played extends Difference {
  readonly stuck: number;
}

/** Plays a schedule with a real queue on a real file and the emulator, and compares what it leaves. */
export async function play(steps: readonly Step[], forward: 'write' | 'record'): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'gmq-model-'));
  const emulator = createEmulator();
  await emulator.start();
  emulator.enableDevice(DEVICE);
  const model = createModel();
  const applications = createApplications(model, forward);
  let queue = await open();
  let online = true;

  async function open(): Promise<MessageQueue> {
    const store = createDiskStore({ path: join(folder, 'gmq.db') });
    const upstream = connectExosite({ platformUrl: emulator.url, identities: createIdentities(store) });
    const waits = { minBackoffMs: 5, maxBackoffMs: 20, forwardTimeoutMs: 100, deliverTimeoutMs: 100 };
    const opened = createQueue({ store, upstream, forward, maxBatchRecords: 5, ...waits });
    await opened.start();
    return opened;
  }

  async function take(step: Step): Promise<void> {
    if (step.kind === 'fault') emulator.injectFault(step.fault);
    else if (step.kind === 'pause') await delay(step.ms);
    else if (step.kind === 'restart') {
      await queue.stop();
      queue = await open();
    } else if (step.kind === 'offline' || step.kind === 'online') {
      if (online !== (step.kind === 'online')) await (online ? emulator.goOffline() : emulator.goOnline());
      online = step.kind === 'online';
    } else await applications.act(queue, step);
  }

  try {
    // The platform gives the CIK out once: no fault may fall into that.
    await queue.activate(DEVICE);
    for (const step of steps) await take(step);
    await take({ kind: 'online' });
    const waiting = await drain(queue);
    if (waiting > 0) return { lost: 0, duplicated: 0, stuck: 1, notes: [`${waiting} values were not delivered`] };
    return { ...compareWithModel(model, (alias) => emulator.history(DEVICE, alias)), stuck: 0 };
  } finally {
    await queue.stop();
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Applications that enter what they were acknowledged into the model. */
function createApplications(model: Model, forward: 'write' | 'record') {
  let number = 0;
  const clocks = { a: FIRST_SECOND, b: FIRST_SECOND };
  const nextText = (): string => `v${(number += 1)}`;

  async function record(queue: MessageQueue, alias: 'a' | 'b', ahead: number): Promise<void> {
    const text = nextText();
    const timestamp = (clocks[alias] += ahead);
    await queue.enqueue({ client: DEVICE, alias, value: text, timestamp });
    model.exact.set(alias, (model.exact.get(alias) ?? new Map<number, string>()).set(timestamp, text));
  }

  async function crowd(queue: MessageQueue, values: number): Promise<void> {
    const texts = Array.from({ length: values }, nextText);
    const [client, alias, timestamp] = [DEVICE, 'crowded', CROWDED_SECOND];
    await queue.enqueue(texts.map((value) => ({ client, alias, value, timestamp })));
    const known = model.once.get(alias)?.texts ?? [];
    model.once.set(alias, { asked: timestamp, texts: [...known, ...texts] });
  }

  async function write(queue: MessageQueue): Promise<void> {
    const text = nextText();
    const alias = `written-${text}`;
    await queue.write({ client: DEVICE, values: [[alias, text]] });
    if (forward === 'record') model.once.set(alias, { asked: 0, texts: [text] });
    else model.atLeastOnce.set(alias, text);
  }

  return {
    async act(queue: MessageQueue, step: Extract<Step, { kind: 'record' | 'crowd' | 'write' }>): Promise<void> {
      try {
        if (step.kind === 'record') await record(queue, step.alias, step.ahead);
        else if (step.kind === 'crowd') await crowd(queue, step.values);
        else await write(queue);
      } catch (error) {
        // What was refused is not owed to anybody.
        if (!isGmqError(error)) throw error;
      }
    },
  };
}

async function drain(queue: MessageQueue): Promise<number> {
  const deadline = performance.now() + DRAIN_LIMIT_MS;
  while (queue.stats().messages > 0 && performance.now() < deadline) {
    await queue.drain();
    await delay(5);
  }
  const { messages, deadLetters } = queue.stats();
  return messages + deadLetters;
}
