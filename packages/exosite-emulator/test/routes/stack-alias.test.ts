import { describe, expect, test } from 'vitest';
import { call, deviceCall } from '../support/call.ts';
import { DEVICE, startWithDevice } from '../support/emulator.ts';

describe('write (exosite 2.1)', () => {
  test('204 with an empty body and Content-Length 0', async () => {
    const { stack, cik } = await startWithDevice();
    const reply = await deviceCall(stack, cik, 'temperature=44');
    expect(reply).toMatchObject({ status: 204, body: '', headers: { 'content-length': '0' } });
  });

  test('all aliases of a request get the second of receipt', async () => {
    const { emulator, stack, cik, clock } = await startWithDevice();
    clock.nowMs += 999;
    await deviceCall(stack, cik, 'a=1&b=x+y');
    expect(['a', 'b'].map((alias) => emulator.read(DEVICE, alias))).toMatchObject([
      { timestamp: 1_408_088_308, text: '1' },
      { timestamp: 1_408_088_308, text: 'x y' },
    ]);
  });

  test('a second write in the same second replaces the first', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    await deviceCall(stack, cik, 'a=1');
    expect((await deviceCall(stack, cik, 'a=2')).status).toBe(204);
    expect(emulator.history(DEVICE, 'a')).toMatchObject([{ text: '2' }]);
  });

  test('an encoded & is data, a raw one separates (exosite 1.3, gwe N1)', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    await deviceCall(stack, cik, 'msg=a%26b%3Dc+d%2Be%25f+%C3%A9%0Aline2');
    expect(emulator.read(DEVICE, 'msg')?.text).toBe('a&b=c d+e%f é\nline2');
    await deviceCall(stack, cik, 'msg=a&b=c d+e%f');
    expect(['msg', 'b'].map((alias) => emulator.read(DEVICE, alias)?.text)).toEqual(['a', 'c d e%f']);
  });

  test.each(['=1', ''])('%j is malformed and stores nothing', async (body) => {
    const { emulator, stack, cik } = await startWithDevice();
    expect((await deviceCall(stack, cik, body)).status).toBe(400);
    expect(emulator.aliases(DEVICE)).toEqual([]);
  });
});

describe('read (exosite 2.2)', () => {
  test('the latest values in the order asked, encoded value by value, without unknown aliases', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.write(DEVICE, { engine_fetch: 'x', 'update interval': 'a&b=c' });
    const reply = await deviceCall(`${stack}?update+interval&nothing&engine_fetch&engine_fetch`, cik);
    expect(reply).toMatchObject({ status: 200, body: 'update%20interval=a%26b%3Dc&engine_fetch=x' });
    expect(reply.headers['content-type']).toBe('application/x-www-form-urlencoded; charset=utf-8');
  });

  test.each(['?nothing', '?', ''])('204 where there is nothing to tell: %j', async (query) => {
    const { stack, cik } = await startWithDevice();
    expect(await deviceCall(`${stack}${query}`, cik)).toMatchObject({ status: 204, body: '' });
  });

  test('a resource cleared by an empty value reads back as such', async () => {
    const { stack, cik } = await startWithDevice();
    await deviceCall(stack, cik, 'engine_fetch=');
    expect(await deviceCall(`${stack}?engine_fetch`, cik)).toMatchObject({ status: 200, body: 'engine_fetch=' });
  });
});

describe('hybrid (exosite 2.3)', () => {
  test('writes happen before reads', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    emulator.write(DEVICE, { led: 'on' });
    const reply = await deviceCall(`${stack}?state&led&temp`, cik, 'temp=21&state=new');
    expect(reply).toMatchObject({ status: 200, body: 'state=new&led=on&temp=21' });
  });

  test('nothing to read is 204, and an empty query a plain write', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    expect((await deviceCall(`${stack}?state`, cik, 'temp=21')).status).toBe(204);
    expect((await deviceCall(`${stack}?`, cik, 'temp=22')).status).toBe(204);
    expect(emulator.read(DEVICE, 'temp')?.text).toBe('22');
  });
});

test('no CIK and a wrong CIK are 401 (exosite 1.2)', async () => {
  const { emulator, stack } = await startWithDevice();
  expect((await call(`${stack}?a`)).status).toBe(401);
  expect((await deviceCall(stack, 'f'.repeat(40), 'a=1')).status).toBe(401);
  expect(emulator.requests().slice(-2)).toMatchObject([{ note: 'no CIK' }, { note: 'unknown CIK' }]);
  expect(JSON.stringify(emulator.requests())).not.toContain('ffff');
});

test('/api:v1/ is the older spelling of the same (exosite 2)', async () => {
  const { url, cik } = await startWithDevice();
  const old = `${url}/api:v1/stack/alias`;
  expect((await deviceCall(`${old}?a`, cik, 'a=1')).body).toBe('a=1');
});
