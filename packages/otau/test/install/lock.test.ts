import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acquireLock } from '../../src/install/lock.ts';
import { systemClock } from '../../src/clock.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { manualClock } from '../fixtures/manual-clock.ts';

const clock = systemClock;

test('is held by one at a time, and free again after release (otau 3.7)', async () => {
  const folder = await freshFolder();
  const lock = await acquireLock(folder, { clock, waitMs: 0 });
  await expect(acquireLock(folder, { clock, waitMs: 0 })).rejects.toMatchObject({ code: 'OTAU_BUSY', retryable: true });
  await lock.release();
  await lock.release();
  await (await acquireLock(folder, { clock, waitMs: 0 })).release();
});

test('belongs to a directory, however that is written', async () => {
  const [one, other] = [await freshFolder(), await freshFolder()];
  const lock = await acquireLock(one, { clock, waitMs: 0 });
  await (await acquireLock(other, { clock, waitMs: 0 })).release();
  await expect(acquireLock(join(one, '..', one.split('/').at(-1) ?? ''), { clock, waitMs: 0 })).rejects.toThrow();
  await lock.release();
});

test('who waits gets it when it is released', async () => {
  const folder = await freshFolder();
  const first = await acquireLock(folder, { clock, waitMs: 0 });
  const waiting = acquireLock(folder, { clock, waitMs: 30_000 });
  await first.release();
  await (await waiting).release();
});

test('waiting ends with the deadline, or with an abort', async () => {
  const folder = await freshFolder();
  const lock = await acquireLock(folder, { clock, waitMs: 0 });
  const manual = manualClock();
  const controller = new AbortController();
  const aborted = acquireLock(folder, { clock, waitMs: 30_000, signal: controller.signal });
  controller.abort('enough');
  await expect(aborted).rejects.toBe('enough');
  const late = acquireLock(folder, { clock: { ...manual, sleep: () => Promise.resolve() }, waitMs: 10 });
  await expect(late).rejects.toMatchObject({ code: 'OTAU_BUSY' });
  await lock.release();
});

test('is free as soon as its owner is killed: there is nothing to go stale (otau 3.7)', async () => {
  const folder = await freshFolder();
  const source = new URL('../../src', import.meta.url).href;
  const program = `
    const { acquireLock } = await import('${source}/install/lock.ts');
    const { systemClock } = await import('${source}/clock.ts');
    await acquireLock(${JSON.stringify(folder)}, { clock: systemClock, waitMs: 0 });
    console.log('locked');
    setInterval(() => undefined, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(owner.stdout, 'data');
  await expect(acquireLock(folder, { clock, waitMs: 0 })).rejects.toMatchObject({ code: 'OTAU_BUSY' });
  const waiting = acquireLock(folder, { clock, waitMs: 30_000 });
  owner.kill('SIGKILL');
  await (await waiting).release();
});
