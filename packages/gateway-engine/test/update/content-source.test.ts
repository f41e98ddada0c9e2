import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { expect, test } from 'vitest';

import { createPlatformContent } from '../../src/update/content-source.ts';
import { DEVICE, startPlatform } from '../fixtures/platform.ts';

const PRODUCT = { vendor: DEVICE.vendor, model: DEVICE.model };

async function setUp() {
  const { emulator, client } = await startPlatform();
  const cik = await client.activate(DEVICE);
  emulator.uploadContent(PRODUCT, 'app.v1.tar.gz', Buffer.from('0123456789'));
  return createPlatformContent({ client, credential: () => Promise.resolve({ cik, product: PRODUCT }) });
}

test('opens content with the credential of the gateway (gwe 77)', async () => {
  const source = await setUp();
  const { body, totalBytes } = await source.open('app.v1.tar.gz', {});
  expect(await text(Readable.from(body))).toBe('0123456789');
  expect(totalBytes).toBe(10);
});

test('goes on from where a download ended (otau 3.9)', async () => {
  const source = await setUp();
  const { body } = await source.open('app.v1.tar.gz', { rangeStart: 7 });
  expect(await text(Readable.from(body))).toBe('789');
});

test('content that does not exist is a typed error (gwe 78)', async () => {
  const source = await setUp();
  await expect(source.open('none.v1.tar.gz', {})).rejects.toMatchObject({ code: 'DEVICE_CLIENT_NOT_FOUND' });
});
