import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { isPacked, unpack } from '../../src/http/packed-answer.ts';
import type { Answer } from '../../src/http/request.ts';
import { openClient } from '../fixtures/client.ts';
import { CIK, reply, startPlatform } from '../fixtures/scripted-platform.ts';

const answer = (coding: string | undefined, body: Uint8Array): Answer => ({
  status: 200,
  headers: new Map(coding === undefined ? [] : [['content-encoding', coding]]),
  body,
});
const PACKED = gzipSync('a=1');

test('knows what has to be unpacked', () => {
  expect(isPacked(answer('gzip', PACKED))).toBe(true);
  expect(isPacked(answer('br', PACKED))).toBe(true);
  for (const coding of [undefined, '', 'identity']) expect(isPacked(answer(coding, PACKED))).toBe(false);
  expect(isPacked(answer('gzip', new Uint8Array()))).toBe(false);
});

test('unpacks gzip, up to the bound', async () => {
  expect(Buffer.from((await unpack(answer('GZIP', PACKED), 3)).body).toString()).toBe('a=1');
  await expect(unpack(answer('gzip', gzipSync(Buffer.alloc(1_000_000))), 1_000)).rejects.toThrow();
  await expect(unpack(answer('gzip', PACKED.subarray(0, 12)), 3)).rejects.toThrow();
  await expect(unpack(answer('br', PACKED), 3)).rejects.toThrow();
});

test('asks for gzip only when told to, and reads it', async () => {
  const platform = await startPlatform([reply(200, PACKED, { 'Content-Encoding': 'gzip' }), reply(204)]);
  const values = await openClient(platform.url, { acceptGzip: true }).read(CIK, ['a']);
  expect(values).toEqual(new Map([['a', '1']]));
  await openClient(platform.url).read(CIK, ['a']);
  expect(platform.requests.map(({ headers }) => headers['accept-encoding'])).toEqual(['gzip', undefined]);
});

test('a packed bomb is refused, not unpacked into memory', async () => {
  const bomb = gzipSync(Buffer.alloc(5_000_000));
  const platform = await startPlatform([reply(200, bomb, { 'Content-Encoding': 'gzip' })]);
  const call = openClient(platform.url, { acceptGzip: true, maxAnswerBytes: 100_000 }).read(CIK, ['a']);
  await expect(call).rejects.toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL' });
});
