import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveLimits } from '../../src/archive/limits.ts';
import { openSink, verifyRoom } from '../../src/download/sink.ts';
import { systemFiles as files } from '../../src/files/system-files.ts';
import { freshFolder } from '../fixtures/folder.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

test('what was there is hashed again, what comes while it is written (otau 3.9)', async () => {
  const path = join(await freshFolder(), 'part');
  await writeFile(path, 'begin, and torn');
  const sink = await openSink({ files, path, limits: resolveLimits({}), resumeAt: 5 });
  await sink.write(Buffer.from(' end'));
  await sink.sync();
  expect([sink.sizeBytes, sink.digest()]).toEqual([9, digest('begin end')]);
  await sink.close();
  expect(await readFile(path, 'utf8')).toBe('begin end');
});

test('beginning anew forgets all of it', async () => {
  const path = join(await freshFolder(), 'part');
  const sink = await openSink({ files, path, limits: resolveLimits({}) });
  await sink.write(Buffer.from('wrong'));
  await sink.restart();
  await sink.write(Buffer.from('right'));
  expect([sink.sizeBytes, sink.digest()]).toEqual([5, digest('right')]);
  await sink.close();
});

test('the disk’s reserve is never touched, whatever is announced (otau 2.6, 3.10)', async () => {
  const path = join(await freshFolder(), 'part');
  const small = { ...files, freeBytes: () => Promise.resolve(100) };
  const options = { files: small, path, limits: resolveLimits({ reserveBytes: 90 }) };
  await expect(verifyRoom(11, options)).rejects.toMatchObject({ code: 'OTAU_DISK_FULL' });
  await verifyRoom(9, options);
  const sink = await openSink(options);
  await expect(sink.write(Buffer.alloc(11))).rejects.toMatchObject({ code: 'OTAU_DISK_FULL' });
  await sink.close();
});
