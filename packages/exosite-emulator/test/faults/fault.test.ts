import { describe, expect, test } from 'vitest';
import { scopeOf } from '../../src/faults/fault.ts';
import { call, deviceCall, type Reply } from '../support/call.ts';
import { DEVICE, PRODUCT, startWithDevice } from '../support/emulator.ts';
import { exchange, isWholeAnswer } from '../support/raw.ts';

const download = (url: string, cik: string): Promise<Reply> =>
  call(`${url}/provision/download?id=a`, { headers: { 'X-Exosite-CIK': cik } });

test('a scope has defaults: once, from the first request on, everywhere', () => {
  expect(scopeOf({ kind: 'reset' })).toEqual({ path: '', skip: 0, count: 1 });
  expect(scopeOf({ kind: 'offline' })).toMatchObject({ count: Infinity });
  expect(scopeOf({ kind: 'corruptBody' })).toMatchObject({ path: '/provision/download' });
});

describe('as a plain client sees it', () => {
  test('offline: every call is reset and nothing is handled, until it is taken away', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    const end = emulator.injectFault({ kind: 'offline', device: DEVICE });
    for (const text of ['1', '2']) {
      await expect(deviceCall(stack, cik, `a=${text}`)).rejects.toMatchObject({ code: 'ECONNRESET' });
    }
    expect(emulator.aliases(DEVICE)).toEqual([]);
    expect(emulator.faults()).toMatchObject([{ met: 2, remaining: Infinity }]);
    end();
    expect((await deviceCall(stack, cik, 'a=1')).status).toBe(204);
  });

  test.each([401, 403, 404, 409, 413, 429, 500, 502, 503])('%i once, then as before', async (status) => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.injectFault({ kind: 'status', status, retryAfterSeconds: 2 });
    expect(await deviceCall(stack, cik, 'a=1')).toMatchObject({ status, headers: { 'retry-after': '2' } });
    expect((await deviceCall(stack, cik, 'a=1')).status).toBe(204);
  });

  test('bandwidth: the same bytes in pieces', async () => {
    const { emulator, url, cik } = await startWithDevice();
    emulator.uploadContent(PRODUCT, 'a', Buffer.alloc(5000, 'x'));
    emulator.injectFault({ kind: 'bandwidth', bytesPerSecond: 20_000 });
    const request = `GET /provision/download?id=a HTTP/1.1\r\nX-Exosite-CIK: ${cik}\r\n\r\n`;
    const { received, segments } = await exchange(url, [request], isWholeAnswer);
    expect(received).toMatch(/\r\n\r\nx{5000}$/);
    expect(segments.length).toBeGreaterThan(2);
  });

  test('dropAfterBytes: so many bytes of the answer, head included, then a reset', async () => {
    const { emulator, url, cik } = await startWithDevice();
    emulator.injectFault({ kind: 'dropAfterBytes', afterBytes: 12, path: '/timestamp' });
    await expect(exchange(url, ['GET /timestamp HTTP/1.1\r\n\r\n'])).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(emulator.requests().at(-1)).toMatchObject({ bytesOut: 12, fault: 'dropAfterBytes' });
    emulator.uploadContent(PRODUCT, 'a', Buffer.alloc(5000, 'x'));
    emulator.injectFault({ kind: 'dropAfterBytes', afterBytes: 1000 });
    await expect(download(url, cik)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('corruptBody: same length, one byte is another one', async () => {
    const { emulator, url, cik } = await startWithDevice();
    emulator.uploadContent(PRODUCT, 'a', Buffer.from('0123456789'));
    emulator.injectFault({ kind: 'corruptBody' });
    emulator.injectFault({ kind: 'corruptBody', atByte: 0, skip: 0 });
    const bytesOf = async (): Promise<Buffer> => (await download(url, cik)).bytes;
    const expected = Buffer.from('0123456789');
    expected[5] = '5'.charCodeAt(0) ^ 0xff;
    expect(await bytesOf()).toEqual(expected);
    expect((await bytesOf())[0]).toBe('0'.charCodeAt(0) ^ 0xff);
    expect((await bytesOf()).toString()).toBe('0123456789');
  });

  test('shortCik: any wrong length', async () => {
    const { emulator, url } = await startWithDevice();
    emulator.enableDevice(DEVICE);
    emulator.injectFault({ kind: 'shortCik', length: 41 });
    expect((await call(`${url}/provision/activate`, { body: `id=${DEVICE.serial}` })).body).toMatch(/^[0-9a-f]{41}$/);
  });

  test('duplicate: carried out twice, the second answer comes: a record meets itself (exosite 2.5)', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    const heard: string[] = [];
    emulator.onWrite(({ text }) => heard.push(text));
    emulator.injectFault({ kind: 'duplicate', count: 2 });
    expect((await deviceCall(stack, cik, 'a=1')).status).toBe(204);
    expect(heard).toEqual(['1', '1']);
    expect(await deviceCall(`${stack}/b`, cik, '100=2')).toMatchObject({ status: 409, body: 'b=100' });
    expect(emulator.history(DEVICE, 'b')).toHaveLength(1);
  });

  test('clockSkew, delay, noAnswer and the rest are met by device, endpoint and count alike', async () => {
    const { emulator, url, stack, cik } = await startWithDevice();
    emulator.injectFault({ kind: 'clockSkew', skewSeconds: 60, path: '/timestamp', method: 'GET', skip: 1, count: 2 });
    const times = [];
    for (let turn = 0; turn < 4; turn += 1) times.push((await call(`${url}/timestamp`)).body);
    expect(times).toEqual(['1408088308', '1408088368', '1408088368', '1408088308']);
    expect((await deviceCall(stack, cik, 'a=1')).status).toBe(204);
  });
});
