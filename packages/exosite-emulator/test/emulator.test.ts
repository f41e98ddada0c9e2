import { describe, expect, test } from 'vitest';
import { createEmulator } from '../src/index.ts';
import { call, deviceCall } from './support/call.ts';
import { activate, DEVICE, PRODUCT, startEmulator, startWithDevice } from './support/emulator.ts';

describe('devices', () => {
  test('an enabled device waits for its activation, an activated one shows its CIK and when it called', async () => {
    const { emulator, url, clock } = await startEmulator();
    emulator.enableDevice(DEVICE);
    expect(emulator.devices()).toEqual([{ ...DEVICE, status: 'notactivated' }]);
    const cik = await activate(url);
    clock.advance(5);
    await deviceCall(`${url}/onep:v1/stack/alias?x`, cik);
    expect(emulator.devices()).toEqual([{ ...DEVICE, status: 'activated', cik, lastSeen: 1_408_088_313 }]);
  });

  test('enabling an activated device takes its CIK away and opens the window again (exosite 3.1)', async () => {
    const { emulator, url, stack, cik } = await startWithDevice();
    emulator.write(DEVICE, { kept: 'yes' });
    emulator.enableDevice(DEVICE);
    expect((await deviceCall(`${stack}?kept`, cik)).status).toBe(401);
    const renewed = await activate(url);
    expect(renewed).not.toBe(cik);
    expect((await deviceCall(`${stack}?kept`, renewed)).body).toBe('kept=yes');
  });

  test('a disabled device is expired and its CIK dead (exosite 3.1)', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.disableDevice(DEVICE);
    expect((await deviceCall(`${stack}?x`, cik)).status).toBe(401);
    expect(emulator.devices()).toMatchObject([{ status: 'expired' }]);
  });

  test('a device that nobody enabled is named in the error', async () => {
    const { emulator } = await startEmulator();
    expect(() => {
      emulator.write(DEVICE, { a: '1' });
    }).toThrow(expect.objectContaining({ code: 'EMULATOR_NO_DEVICE' }));
  });
});

describe('values', () => {
  test('the cloud side writes what the device reads, at the platform’s second', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.write(DEVICE, { engine_fetch: '{"install":[]}', bytes: Uint8Array.of(0, 255) });
    expect((await deviceCall(`${stack}?engine_fetch&bytes`, cik)).body).toBe(
      'engine_fetch=%7B%22install%22%3A%5B%5D%7D&bytes=%00%FF',
    );
    expect(emulator.read(DEVICE, 'bytes')).toMatchObject({ timestamp: 1_408_088_308, value: Uint8Array.of(0, 255) });
    expect(emulator.aliases(DEVICE)).toEqual(['bytes', 'engine_fetch']);
  });

  test('history is ascending and onWrite hears of every value until it is ended', async () => {
    const { emulator, clock, stack, cik } = await startWithDevice();
    const heard: unknown[] = [];
    const end = emulator.onWrite(({ alias, text, by, timestamp }) => heard.push([alias, text, by, timestamp]));
    await deviceCall(stack, cik, 'a=1&b=2');
    await deviceCall(`${stack}/a`, cik, '1408088300=0');
    clock.advance(1);
    emulator.write(DEVICE, { a: '3' });
    end();
    await deviceCall(stack, cik, 'a=4');
    expect(emulator.history(DEVICE, 'a').map(({ timestamp, text }) => [timestamp, text])).toEqual([
      [1_408_088_300, '0'],
      [1_408_088_308, '1'],
      [1_408_088_309, '4'],
    ]);
    expect(heard).toEqual([
      ['a', '1', 'device', 1_408_088_308],
      ['b', '2', 'device', 1_408_088_308],
      ['a', '0', 'device', 1_408_088_300],
      ['a', '3', 'cloud', 1_408_088_309],
    ]);
  });

  test('a listener that throws does not fail the write', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.onWrite(() => {
      throw new Error('listener');
    });
    expect((await deviceCall(stack, cik, 'a=1')).status).toBe(204);
  });
});

describe('offline', () => {
  test('connections are refused while offline; the same URL works again afterwards', async () => {
    const { emulator, url, stack, cik } = await startWithDevice();
    await emulator.goOffline();
    await expect(deviceCall(`${stack}?a`, cik)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    emulator.write(DEVICE, { a: 'while away' });
    await emulator.goOnline();
    await emulator.goOnline();
    expect(emulator.url).toBe(url);
    expect((await deviceCall(`${stack}?a`, cik)).body).toBe('a=while%20away');
  });

  test('going offline resets the calls that wait for an answer', async () => {
    const { emulator, clock, stack, cik } = await startWithDevice();
    clock.advance(1);
    const waiting = call(`${stack}?a`, { headers: { 'X-Exosite-CIK': cik, 'Request-Timeout': '300000' } });
    const rejected = expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect.poll(() => emulator.devices()[0]?.lastSeen).toBe(1_408_088_309);
    await emulator.goOffline();
    await rejected;
  });
});

describe('life cycle', () => {
  test('the URL is known after start only', () => {
    const emulator = createEmulator();
    expect(() => emulator.url).toThrow(expect.objectContaining({ code: 'EMULATOR_NOT_STARTED' }));
  });

  test('stop is idempotent and final', async () => {
    const { emulator } = await startEmulator();
    await emulator.stop();
    await emulator.stop();
    await expect(emulator.start()).rejects.toMatchObject({ code: 'EMULATOR_STOPPED' });
    expect(() => emulator.devices()).toThrow(expect.objectContaining({ code: 'EMULATOR_STOPPED' }));
  });

  test('a port in use is a typed error', async () => {
    const { emulator, url } = await startEmulator();
    const second = createEmulator({ port: Number(new URL(url).port) });
    await expect(second.start()).rejects.toMatchObject({ code: 'EMULATOR_PORT_IN_USE', retryable: true });
    await second.stop();
    expect(emulator.url).toBe(url);
  });

  test('an IPv6 host stands in brackets in the URL', async () => {
    const { url } = await startEmulator({ host: '::1' });
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await call(`${url}/timestamp`)).status).toBe(200);
  });
});

test('uploaded content is listed by id and replaced by the next upload', async () => {
  const { emulator, clock } = await startEmulator();
  emulator.uploadContent(PRODUCT, 'b.bin', Buffer.from('one'));
  emulator.uploadContent(PRODUCT, 'a.v1.tar.gz', Buffer.from('a'), { contentType: 'application/gzip', meta: 'm' });
  clock.advance(10);
  emulator.uploadContent(PRODUCT, 'b.bin', Buffer.from('second'), { meta: 'new' });
  expect(emulator.listContent(PRODUCT)).toEqual([
    { id: 'a.v1.tar.gz', sizeBytes: 1, contentType: 'application/gzip', updatedAt: 1_408_088_308, meta: 'm' },
    { id: 'b.bin', sizeBytes: 6, contentType: 'application/octet-stream', updatedAt: 1_408_088_318, meta: 'new' },
  ]);
  expect(emulator.listContent({ vendor: 'other', model: 'other' })).toEqual([]);
});
