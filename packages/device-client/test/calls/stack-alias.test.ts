import { describe, expect, test } from 'vitest';
import { read, write, writeRead } from '../../src/calls/stack-alias.ts';
import { failureOf, NOBODY, openTransport } from '../fixtures/client.ts';
import { CIK, reply, startPlatform } from '../fixtures/scripted-platform.ts';

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';

describe('write', () => {
  test('posts the form that the original client posted (exosite 2.1; wire: write_multiple)', async () => {
    const platform = await startPlatform([reply(204)]);
    await write(openTransport(platform.url), CIK, { a: '1', b: 'x y' });
    expect(platform.requests).toMatchObject([
      {
        method: 'POST',
        url: '/onep:v1/stack/alias',
        body: 'a=1&b=x+y',
        headers: { 'x-exosite-cik': CIK, 'content-type': FORM, 'content-length': '9' },
      },
    ]);
  });

  test('clears an alias by the empty string (exosite 1.3; wire: write_empty_string)', async () => {
    const platform = await startPlatform([reply(204)]);
    await write(openTransport(platform.url), CIK, { engine_fetch: '' });
    expect(platform.requests[0]?.body).toBe('engine_fetch=');
  });

  test('takes an empty 200 for success, a page for none (gwe J124)', async () => {
    const platform = await startPlatform([reply(200), reply(200, '<html>')]);
    const transport = openTransport(platform.url);
    await write(transport, CIK, { a: '1' });
    expect(await failureOf(write(transport, CIK, { a: '1' }))).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL' });
  });

  test('refuses to send nothing, an empty alias, or another text than a CIK', async () => {
    const transport = openTransport(NOBODY);
    await expect(write(transport, CIK, {})).rejects.toThrow(TypeError);
    await expect(write(transport, CIK, { '': '1' })).rejects.toThrow(TypeError);
    await expect(write(transport, "''", { a: '1' })).rejects.toThrow(TypeError);
  });
});

describe('read', () => {
  test('asks by bare names in the query (exosite 2.2; wire: read_two)', async () => {
    const platform = await startPlatform([reply(200, 'engine_fetch=x')]);
    await read(openTransport(platform.url), CIK, ['engine_fetch', 'update interval']);
    expect(platform.requests).toMatchObject([
      {
        method: 'GET',
        url: '/onep:v1/stack/alias?engine_fetch&update+interval',
        headers: { 'x-exosite-cik': CIK, accept: FORM },
      },
    ]);
  });

  test('splits the answer before decoding it (gwe J127, N2)', async () => {
    const platform = await startPlatform([reply(200, 'a=1%26b%3D2+%2B&b=')]);
    expect(await read(openTransport(platform.url), CIK, ['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', '1&b=2 +'],
        ['b', ''],
      ]),
    );
  });

  test('has nothing to say for a 204 (exosite 2.2)', async () => {
    const platform = await startPlatform([reply(204)]);
    expect(await read(openTransport(platform.url), CIK, ['a'])).toEqual(new Map());
  });

  test('takes a page of somebody else for no value', async () => {
    const platform = await startPlatform([
      reply(200, 'user=&password='),
      reply(200, 'a=1', { 'Content-Type': 'text/html' }),
    ]);
    const transport = openTransport(platform.url);
    expect(await failureOf(read(transport, CIK, ['a']))).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL' });
    expect(await failureOf(read(transport, CIK, ['a']))).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL' });
  });

  test('refuses to ask for nothing', async () => {
    await expect(read(openTransport(NOBODY), CIK, [])).rejects.toThrow(TypeError);
  });
});

describe('writeRead', () => {
  test('writes by body and reads by query in one request (exosite 2.3; wire: readwrite)', async () => {
    const platform = await startPlatform([reply(200, 'state=on')]);
    const values = await writeRead(openTransport(platform.url), CIK, { temp: '21', msg: 'a&b' }, ['state', 'led']);
    expect(values).toEqual(new Map([['state', 'on']]));
    expect(platform.requests).toMatchObject([
      {
        method: 'POST',
        url: '/onep:v1/stack/alias?state&led',
        body: 'temp=21&msg=a%26b',
        headers: { accept: FORM, 'content-type': FORM },
      },
    ]);
  });

  test('is a plain read or a plain write if one of the two is empty', async () => {
    const platform = await startPlatform([reply(200, 'a=1'), reply(204)]);
    const transport = openTransport(platform.url);
    expect(await writeRead(transport, CIK, {}, ['a'])).toEqual(new Map([['a', '1']]));
    expect(await writeRead(transport, CIK, { b: '2' }, [])).toEqual(new Map());
    expect(platform.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /onep:v1/stack/alias?a',
      'POST /onep:v1/stack/alias',
    ]);
    await expect(writeRead(transport, CIK, {}, [])).rejects.toThrow(TypeError);
  });
});
