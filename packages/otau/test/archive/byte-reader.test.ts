import { expect, test } from 'vitest';
import { abortable, createByteReader } from '../../src/archive/byte-reader.ts';
import { inChunks } from '../fixtures/tar-builder.ts';

test('gives exactly what is asked for across chunks, and less only at the end', async () => {
  const reader = createByteReader(inChunks(Buffer.from('abcdefghij'), 3));
  expect(Buffer.from(await reader.exactly(4)).toString()).toBe('abcd');
  expect(Buffer.from((await reader.some(100)) ?? []).toString()).toBe('ef');
  reader.unread(Buffer.from('XY'));
  expect(Buffer.from(await reader.exactly(100)).toString()).toBe('XYghij');
  expect(await reader.some(1)).toBeUndefined();
  expect((await reader.exactly(5)).length).toBe(0);
});

test('an abort reaches a reader whose source is stuck, with its own reason', async () => {
  const controller = new AbortController();
  const stuck: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }),
  };
  const next = abortable(stuck, controller.signal).next();
  controller.abort('stop');
  await expect(next).rejects.toBe('stop');
});

test('closes a source that is left early', async () => {
  const closed = Promise.withResolvers<boolean>();
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      yield* inChunks(Buffer.from('abc'), 1);
    } finally {
      closed.resolve(true);
    }
  }
  const chunks = abortable(source(), undefined);
  await chunks.next();
  await chunks.return();
  expect(await closed.promise).toBe(true);
});
