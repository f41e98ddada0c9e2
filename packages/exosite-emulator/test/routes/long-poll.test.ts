import { describe, expect, test } from 'vitest';
import { call, type Reply } from '../support/call.ts';
import { DEVICE, startWithDevice, type Rig } from '../support/emulator.ts';

function poll({ stack, cik }: Rig, headers: Record<string, string>, query = 'engine_fetch'): Promise<Reply> {
  return call(`${stack}?${query}`, { headers: { 'X-Exosite-CIK': cik, ...headers } });
}

/** The server has the poll once it has seen the device at the clock's new second. */
async function untilWaiting({ emulator, clock }: Rig): Promise<void> {
  await expect.poll(() => emulator.devices()[0]?.lastSeen).toBe(Math.floor(clock.nowMs / 1000));
}

describe('long-poll (exosite 2.4)', () => {
  test('a value written while it waits is answered at once with its time', async () => {
    const rig = await startWithDevice();
    rig.clock.advance(10);
    const waiting = poll(rig, { 'Request-Timeout': '300000' });
    await untilWaiting(rig);
    rig.emulator.write(DEVICE, { other: '1' });
    rig.emulator.write(DEVICE, { engine_fetch: 'a&b' });
    const reply = await waiting;
    expect(reply).toMatchObject({ status: 200, body: 'engine_fetch=a%26b' });
    expect(reply.headers['last-modified']).toBe('Fri, 15 Aug 2014 07:38:38 GMT');
  });

  test('a value newer than If-Modified-Since is answered at once, the oldest of them first', async () => {
    const rig = await startWithDevice();
    for (const text of ['one', 'two', 'three']) {
      rig.clock.advance(1);
      rig.emulator.write(DEVICE, { engine_fetch: text });
    }
    const since = { epoch: '1408088309', httpDate: 'Fri, 15 Aug 2014 07:38:29 GMT' };
    const replies = await Promise.all([
      poll(rig, { 'Request-Timeout': '300000', 'If-Modified-Since': since.epoch }),
      poll(rig, { 'Request-Timeout': '300000', 'If-Modified-Since': since.httpDate }),
      poll(rig, { 'Request-Timeout': '300000', 'If-Not-Modified-Since': since.epoch }),
    ]);
    expect(replies.map(({ body }) => body)).toEqual(Array(3).fill('engine_fetch=two'));
  });

  test('a value of the very second of If-Modified-Since does not count', async () => {
    const rig = await startWithDevice();
    rig.emulator.write(DEVICE, { engine_fetch: 'seen' });
    const reply = await poll(rig, { 'Request-Timeout': '20', 'If-Modified-Since': '1408088308' });
    expect(reply).toMatchObject({ status: 304, body: '' });
  });

  test('nothing new until the time is over is 304', async () => {
    const rig = await startWithDevice();
    rig.emulator.write(DEVICE, { engine_fetch: 'older than the question' });
    expect((await poll(rig, { 'Request-Timeout': '20' })).status).toBe(304);
  });

  test('Last-Modified can be epoch seconds', async () => {
    const rig = await startWithDevice({ lastModified: 'epoch' });
    rig.emulator.write(DEVICE, { engine_fetch: 'x' });
    const reply = await poll(rig, { 'Request-Timeout': '1000', 'If-Modified-Since': '0' });
    expect(reply.headers['last-modified']).toBe('1408088308');
  });

  test('more than one alias, or none, is malformed; a useless timeout makes a plain read', async () => {
    const rig = await startWithDevice();
    rig.emulator.write(DEVICE, { engine_fetch: 'x' });
    expect((await poll(rig, { 'Request-Timeout': '100' }, 'a&b')).status).toBe(400);
    expect((await poll(rig, { 'Request-Timeout': '100' }, '')).status).toBe(400);
    expect((await poll(rig, { 'Request-Timeout': 'soon' })).body).toBe('engine_fetch=x');
  });
});
