import { createRequire } from 'node:module';
import type { Peer } from '../peer.ts';

/** What is used of better-queue, which brings no types. */
interface BetterQueue {
  pause(): void;
  push(task: unknown): { on(event: 'queued', listener: () => void): void };
}

type BetterQueueClass = new (process: () => void, options: object) => BetterQueue;

/** In this process, in memory: its store on SQLite is another package. A kill leaves nothing of it. */
export const betterQueue: Peer = {
  name: 'better-queue, in memory',
  start() {
    const load = createRequire(import.meta.url);
    const Queue = load('better-queue') as BetterQueueClass; // as its README describes it
    const queue = new Queue(() => undefined, {});
    queue.pause();
    let dead = false;
    return Promise.resolve({
      publish: (text) =>
        new Promise((resolve, reject) => {
          if (dead) reject(new Error('killed'));
          else queue.push({ text }).on('queued', resolve);
        }),
      count: () => Promise.resolve(0),
      kill: () => {
        dead = true;
        return Promise.resolve();
      },
    });
  },
};
