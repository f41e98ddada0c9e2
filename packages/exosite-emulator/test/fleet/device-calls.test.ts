import { expect, onTestFinished, test } from 'vitest';
import { createDeviceCalls, type DeviceCalls } from '../../src/fleet/device-calls.ts';
import { createWireClient } from '../../src/fleet/wire-client.ts';
import { DEVICE, PRODUCT, startWithDevice } from '../support/emulator.ts';

function createCalls(url: string): DeviceCalls {
  const wire = createWireClient(url, 1, 5000);
  onTestFinished(() => {
    wire.close();
  });
  return createDeviceCalls(wire);
}

const { signal } = new AbortController();

test('writes come before reads, and any text stays what it is (exosite 1.3, 2.3)', async () => {
  const { url, cik } = await startWithDevice();
  const calls = createCalls(url);
  const text = 'a&b=c %+é\n';
  const values = await calls.writeRead(cik, { write: { msg: text }, read: ['msg', 'none'] }, signal);
  expect([...values]).toEqual([['msg', text]]);
});

test('a download gives its size; what is refused is a failure with its status', async () => {
  const { emulator, url, cik } = await startWithDevice();
  emulator.uploadContent(PRODUCT, 'app', Buffer.alloc(3_000_000));
  const calls = createCalls(url);
  expect(await calls.download(cik, DEVICE, 'app', signal)).toBe(3_000_000);
  await expect(calls.download(cik, DEVICE, 'none', signal)).rejects.toMatchObject({ status: 404 });
  await expect(calls.activate(DEVICE, signal)).rejects.toMatchObject({ status: 409 });
});
