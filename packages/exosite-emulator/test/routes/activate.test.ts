import { describe, expect, test } from 'vitest';
import { call, type Reply } from '../support/call.ts';
import { DEVICE, startEmulator } from '../support/emulator.ts';
import { exchange, isWholeAnswer } from '../support/raw.ts';

function activate(url: string, body: string, headers: Record<string, string> = {}): Promise<Reply> {
  return call(`${url}/provision/activate`, { body, headers });
}

const RAW = 'vendor=dubhxzv0r4e1m7vj&model=dubhxzv0r4e1m7vj&sn=00:2F:AC:43:55:A0';
const ENCODED = 'vendor=dubhxzv0r4e1m7vj&model=dubhxzv0r4e1m7vj&sn=00%3A2F%3AAC%3A43%3A55%3AA0';

describe('POST /provision/activate', () => {
  test('hands out 40 lower-case hex digits, once (exosite 3.1)', async () => {
    const { emulator, url } = await startEmulator();
    emulator.enableDevice(DEVICE);
    const reply = await activate(url, RAW);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatch(/^[0-9a-f]{40}$/);
    expect(reply.headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'content-length': '40' });
    expect((await activate(url, RAW)).status).toBe(409);
    expect(emulator.requests().map(({ status, device }) => [status, device])).toEqual([
      [200, DEVICE],
      [409, DEVICE],
    ]);
  });

  test.each([ENCODED, 'sn=00:2F:AC:43:55:A0&id=&model=dubhxzv0r4e1m7vj&vendor=dubhxzv0r4e1m7vj'])(
    'takes %s (exosite 3.1)',
    async (body) => {
      const { emulator, url } = await startEmulator();
      emulator.enableDevice(DEVICE);
      expect((await activate(url, body)).status).toBe(200);
    },
  );

  test('takes an empty auth header, as one client sends it (exosite 1.2)', async () => {
    const { emulator, url } = await startEmulator();
    emulator.enableDevice(DEVICE);
    const head = 'POST /provision/activate HTTP/1.1\r\nHost: m2.exosite.com\r\nX-Exosite-CIK: \r\n';
    const request = `${head}Content-Length: ${RAW.length}\r\n\r\n${RAW}`;
    const { received } = await exchange(url, [request], isWholeAnswer);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test('a device that is not whitelisted is 404; the body repeats the status line (exosite 1.4, 3.1)', async () => {
    const { url } = await startEmulator();
    const reply = await activate(url, RAW);
    expect(reply).toMatchObject({ status: 404, body: 'HTTP/1.1 404 Not Found\r\n' });
    expect(reply.headers['content-length']).toBe('24');
  });

  test('the window closes after 24 hours (exosite 3.1)', async () => {
    const { emulator, clock, url } = await startEmulator();
    emulator.enableDevice(DEVICE);
    clock.advance(24 * 60 * 60);
    expect(await activate(url, RAW)).toMatchObject({ status: 409, body: 'HTTP/1.1 409 Conflict\r\n' });
    expect(emulator.devices()).toMatchObject([{ status: 'expired' }]);
    emulator.enableDevice(DEVICE);
    expect((await activate(url, RAW)).status).toBe(200);
  });

  test.each(['sn=12345678', 'vendor=a&model=b', '', 'not a form'])('%j is malformed (exosite 3.1)', async (body) => {
    const { url } = await startEmulator();
    expect((await activate(url, body)).status).toBe(400);
  });
});

describe('activation by id (exosite 3.1, 6)', () => {
  test('finds the only device of that serial', async () => {
    const { emulator, url } = await startEmulator();
    emulator.enableDevice({ vendor: 'p', model: 'p', serial: '12345678' });
    expect((await activate(url, 'id=12345678')).status).toBe(200);
  });

  test('takes the product from the host where several have that serial', async () => {
    const { emulator, url } = await startEmulator();
    for (const product of ['one', 'two']) emulator.enableDevice({ vendor: product, model: product, serial: '1' });
    expect((await activate(url, 'id=1')).status).toBe(404);
    expect((await activate(url, 'id=1', { Host: 'two.m2.exosite.io' })).status).toBe(200);
    expect(emulator.devices().map(({ vendor, status }) => [vendor, status])).toEqual([
      ['one', 'notactivated'],
      ['two', 'activated'],
    ]);
  });
});
