import { describe, expect, test } from 'vitest';
import { call, deviceCall } from '../support/call.ts';
import { DEVICE, PRODUCT, startEmulator, startWithDevice } from '../support/emulator.ts';
import { exchange, isWholeAnswer } from '../support/raw.ts';

const CONTENT_PATH = '/provision/download';

describe('faults (exosite 8.8)', () => {
  test('status: not handled, with Retry-After and a body', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.injectFault({ kind: 'status', status: 503, retryAfterSeconds: 7, body: 'busy' });
    const reply = await deviceCall(stack, cik, 'a=1');
    expect(reply).toMatchObject({ status: 503, body: 'busy', headers: { 'retry-after': '7' } });
    expect(emulator.aliases(DEVICE)).toEqual([]);
    expect((await deviceCall(stack, cik, 'a=1')).status).toBe(204);
    expect(emulator.requests().map(({ fault, status }) => [fault, status])).toEqual([
      [undefined, 200],
      ['status', 503],
      [undefined, 204],
    ]);
  });

  test('status on /provision/* has the body of the platform (exosite 1.4)', async () => {
    const { emulator, url } = await startEmulator();
    emulator.injectFault({ kind: 'status', status: 403 });
    const reply = await call(`${url}/provision/activate`, { body: 'vendor=v&model=m&sn=s' });
    expect(reply.body).toBe('HTTP/1.1 403 Forbidden\r\n');
  });

  test('reset: handled, then no answer', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.injectFault({ kind: 'reset' });
    await expect(deviceCall(stack, cik, 'a=1')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(emulator.read(DEVICE, 'a')?.text).toBe('1');
    expect(emulator.requests().at(-1)).toMatchObject({ status: 0, fault: 'reset', device: DEVICE });
  });

  test('resetBefore: not handled', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.injectFault({ kind: 'resetBefore' });
    await expect(deviceCall(stack, cik, 'a=1')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(emulator.aliases(DEVICE)).toEqual([]);
  });

  test('noAnswer: handled, and silence until the client gives up', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.injectFault({ kind: 'noAnswer' });
    const abort = new AbortController();
    const end = emulator.onWrite(() => {
      abort.abort();
    });
    const headers = { 'X-Exosite-CIK': cik };
    await expect(call(stack, { body: 'a=1', headers, signal: abort.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    end();
    expect(emulator.read(DEVICE, 'a')?.text).toBe('1');
    expect(emulator.requests().at(-1)).toMatchObject({ status: 0, fault: 'noAnswer' });
  });

  test('delay: handled at once, answered later', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.injectFault({ kind: 'delay', delayMs: 30 });
    const order: string[] = [];
    emulator.onWrite(() => order.push('stored'));
    const slow = deviceCall(stack, cik, 'a=1').then(({ status }) => order.push(`slow ${status}`));
    await expect.poll(() => order).toContain('stored');
    await slow;
    expect(order).toEqual(['stored', 'slow 204']);
  });

  test('a delayed answer does not keep the emulator from stopping', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.injectFault({ kind: 'delay', delayMs: 3_600_000 });
    const { promise, resolve } = Promise.withResolvers<undefined>();
    emulator.onWrite(() => {
      resolve(undefined);
    });
    const rejected = expect(deviceCall(stack, cik, 'a=1')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await promise;
    await emulator.stop();
    await rejected;
  });

  test('truncateBody: the whole head, then only the first bytes', async () => {
    const { emulator, url, cik } = await startWithDevice();
    emulator.uploadContent(PRODUCT, 'a', Buffer.from('0123456789'));
    emulator.injectFault({ kind: 'truncateBody', afterBytes: 4, path: CONTENT_PATH, count: 2 });
    const request = `GET ${CONTENT_PATH}?id=a HTTP/1.1\r\nX-Exosite-CIK: ${cik}\r\n\r\n`;
    const { received } = await exchange(url, [request]);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Content-Length: 10\r\n[^]*\r\n\r\n0123$/);
    const download = call(`${url}${CONTENT_PATH}?id=a`, { headers: { 'X-Exosite-CIK': cik } });
    await expect(download).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('slowBody: the same bytes in pieces', async () => {
    const { emulator, url, cik } = await startWithDevice();
    emulator.uploadContent(PRODUCT, 'a', Buffer.from('0123456789'));
    emulator.injectFault({ kind: 'slowBody', chunkBytes: 4, pauseMs: 5, path: CONTENT_PATH });
    const request = `GET ${CONTENT_PATH}?id=a HTTP/1.1\r\nX-Exosite-CIK: ${cik}\r\n\r\n`;
    const { received, segments } = await exchange(url, [request], isWholeAnswer);
    expect(received).toMatch(/\r\n\r\n0123456789$/);
    expect(segments.length).toBeGreaterThan(1);
  });

  test('wrongContentLength: the head claims another size', async () => {
    const { emulator, url } = await startEmulator();
    emulator.injectFault({ kind: 'wrongContentLength', contentLength: 4, path: '/timestamp' });
    const { received } = await exchange(url, ['GET /timestamp HTTP/1.1\r\n\r\n']);
    expect(received).toMatch(/\r\nContent-Length: 4\r\n[^]*\r\n\r\n1408088308$/);
  });

  test('wrongContentRange: a part that claims to be another', async () => {
    const { emulator, url, cik } = await startWithDevice();
    emulator.uploadContent(PRODUCT, 'a', Buffer.from('0123456789'));
    emulator.injectFault({ kind: 'wrongContentRange', contentRange: 'bytes 0-3/99' });
    const headers = { 'X-Exosite-CIK': cik, Range: 'bytes=4-7' };
    const reply = await call(`${url}${CONTENT_PATH}?id=a`, { headers });
    expect(reply).toMatchObject({ status: 206, body: '4567', headers: { 'content-range': 'bytes 0-3/99' } });
  });

  test('shortCik: activation hands out 39 characters', async () => {
    const { emulator, url } = await startEmulator();
    emulator.enableDevice(DEVICE);
    emulator.injectFault({ kind: 'shortCik' });
    const body = `vendor=${DEVICE.vendor}&model=${DEVICE.model}&sn=${DEVICE.serial}`;
    expect((await call(`${url}/provision/activate`, { body })).body).toMatch(/^[0-9a-f]{39}$/);
  });

  test('clockSkew: Date and /timestamp are off', async () => {
    const { emulator, url } = await startEmulator();
    emulator.injectFault({ kind: 'clockSkew', skewSeconds: 3600 });
    const reply = await call(`${url}/timestamp`);
    expect(reply).toMatchObject({ body: '1408091908', headers: { date: 'Fri, 15 Aug 2014 08:38:28 GMT' } });
  });
});
