import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createDeviceClient } from '../src/client.ts';
import { failureOf, NOBODY, openClient } from './fixtures/client.ts';
import { CIK, reply, silence, startPlatform } from './fixtures/scripted-platform.ts';

const CLIENT_MODULE = new URL('../src/index.ts', import.meta.url).href;

/** Runs a script in a process of its own and resolves with its exit code and output. */
async function runScript(script: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'close');
  return { code: child.exitCode, output };
}

test('offers every call of the device API over one connection', async () => {
  const platform = await startPlatform([
    reply(200, CIK),
    reply(200, '1408088308'),
    reply(204),
    reply(200, 'a=1'),
    reply(200, 'a=2'),
    reply(204),
    reply(200, 'a=3'),
    reply(200, 'app'),
    reply(200, 'text/plain,3,1408088308,'),
    reply(200, 'abc'),
  ]);
  const client = openClient(platform.url);
  expect(await client.activate({ id: 'device' })).toBe(CIK);
  expect(await client.timestamp()).toBe(1_408_088_308);
  await client.write(CIK, { a: '1' });
  expect(await client.read(CIK, ['a'])).toEqual(new Map([['a', '1']]));
  expect(await client.writeRead(CIK, { b: '1' }, ['a'])).toEqual(new Map([['a', '2']]));
  expect(await client.record(CIK, [{ alias: 'a', timestamp: 1, value: '1' }])).toEqual({ conflicts: [] });
  expect(await client.poll(CIK, 'a', { waitMs: 1 })).toEqual({ value: '3' });
  expect(await client.listContent(CIK)).toEqual(['app']);
  expect(await client.contentInfo(CIK, 'app')).toMatchObject({ sizeBytes: 3 });
  const { body } = await client.downloadContent(CIK, 'app');
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  expect(text).toBe('abc');
  expect(platform.connections()).toBe(1);
});

test('takes limits for a single call', async () => {
  const platform = await startPlatform([silence]);
  const client = openClient(platform.url);
  expect(await failureOf(client.timestamp({ timeoutMs: 30 }))).toMatchObject({ code: 'DEVICE_CLIENT_TIMEOUT' });
  const reason = new Error('enough');
  await expect(client.read(CIK, ['a'], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('closes with `await using`', async () => {
  const client = createDeviceClient({ baseUrl: NOBODY });
  await client[Symbol.asyncDispose]();
  expect(await failureOf(client.timestamp())).toMatchObject({ code: 'DEVICE_CLIENT_CLOSED' });
});

test('never shows a CIK in an error (gwe J128)', async () => {
  const platform = await startPlatform([reply(401), reply(500), reply(302)]);
  const client = openClient(platform.url);
  for (let count = 0; count < 3; count += 1) {
    const error = await failureOf(client.write(CIK, { a: '1' }));
    expect(error.message).not.toContain(CIK.slice(8));
  }
});

test('loads undici at the first call, not before', async () => {
  const { code, output } = await runScript(`
    import { createRequire } from 'node:module';
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.keys(cache).some((file) => file.includes('undici'));
    const { createDeviceClient } = await import(${JSON.stringify(CLIENT_MODULE)});
    const client = createDeviceClient({ baseUrl: '${NOBODY}' });
    const before = loaded();
    await client.timestamp().catch(() => undefined);
    console.log(before, loaded());
    await client.close();
  `);
  expect({ code, output }).toEqual({ code: 0, output: 'false true\n' });
});

test('lets the process exit after close, even in the middle of a handshake and a download', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    silent.close();
  });
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const platform = await startPlatform([
    (response) => {
      response.writeHead(200, { 'Content-Length': '10' }).write('0123');
    },
  ]);
  const { code, output } = await runScript(`
    const { createDeviceClient } = await import(${JSON.stringify(CLIENT_MODULE)});
    const handshake = createDeviceClient({ baseUrl: 'https://127.0.0.1:${port}', connectTimeoutMs: 600_000 });
    const download = createDeviceClient({ baseUrl: '${platform.url}', timeoutMs: 600_000 });
    const call = handshake.timestamp({ timeoutMs: 600_000 }).catch((error) => error.code);
    const { body } = await download.downloadContent('${CIK}', 'app');
    await Promise.all([handshake.close(), download.close()]);
    console.log(await call, await body[Symbol.asyncIterator]().next().catch((error) => error.code));
  `);
  expect({ code, output }).toEqual({ code: 0, output: 'DEVICE_CLIENT_CLOSED DEVICE_CLIENT_CLOSED\n' });
});

test('lets the process exit with an idle connection left open', async () => {
  const platform = await startPlatform([reply(200, '1408088308')]);
  const { code, output } = await runScript(`
    const { createDeviceClient } = await import(${JSON.stringify(CLIENT_MODULE)});
    const client = createDeviceClient({ baseUrl: '${platform.url}', keepAliveMs: 600_000 });
    console.log(await client.timestamp());
  `);
  expect({ code, output }).toEqual({ code: 0, output: '1408088308\n' });
});
