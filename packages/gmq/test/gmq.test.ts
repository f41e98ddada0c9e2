import { expect, test } from 'vitest';
import { createBootClock, createGmq, systemClock } from '../src/index.ts';
import { until } from './fixtures/manual-clock.ts';
import { CLIENT } from './fixtures/open-queue.ts';
import { post, VMS } from './fixtures/http.ts';
import { arrived, openGmq, openPlatform } from './fixtures/platform.ts';
import { createScratch } from './fixtures/scratch.ts';

const WRITE = '/onep:v1/stack/alias';
const paths = (emulator: Awaited<ReturnType<typeof openPlatform>>) =>
  emulator.requests().map(({ path, status }) => `${path} ${status}`);

test('an unknown identity is activated and its write forwarded at once (gwe K136, K137)', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator);
  expect(await post(gmq.url + WRITE, 'a=1&b=x%26y')).toMatchObject({ status: 204, body: '' });
  expect([arrived(emulator, 'a'), arrived(emulator, 'b')]).toEqual([['1'], ['x&y']]);
  expect(paths(emulator)).toEqual(['/provision/activate 200', '/onep:v1/stack/alias 204']);
  expect(gmq.queue.stats()).toMatchObject({ delivered: 2, queued: 0 });
});

test('an outage is bridged: every value arrives at the time of its request, in order (gwe K137)', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator);
  await emulator.goOffline();
  const values = Array.from({ length: 20 }, (_, index) => `${index}`);
  for (const value of values) expect((await post(gmq.url + WRITE, `a=${value}`)).status).toBe(204);
  expect(gmq.queue.stats().messages).toBe(20);
  await emulator.goOnline();
  await until(() => arrived(emulator, 'a').length === 20, 'the backlog has arrived');
  expect(arrived(emulator, 'a')).toEqual(values);
});

test('a CIK that was replaced on the platform is renewed with the request that finds out (gwe N3)', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator);
  await post(gmq.url + WRITE, 'a=1');
  emulator.enableDevice(CLIENT);
  await post(gmq.url + WRITE, 'b=2');
  expect(arrived(emulator, 'b')).toEqual(['2']);
  expect(paths(emulator).slice(2)).toEqual([
    '/onep:v1/stack/alias 401',
    '/provision/activate 200',
    '/onep:v1/stack/alias 204',
  ]);
});

test('a device that may not activate yet: its values wait and go out by themselves (gwe N3)', async () => {
  const emulator = await openPlatform();
  emulator.disableDevice(CLIENT);
  const gmq = await openGmq(emulator);
  expect((await post(gmq.url + WRITE, 'a=1')).status).toBe(204);
  expect(gmq.queue.stats().clients[0]?.lastError).toContain('Activating');
  emulator.enableDevice(CLIENT);
  await until(() => arrived(emulator, 'a').length === 1, 'it has arrived');
});

test.each(['reset', 'resetBefore'] as const)(
  'a write whose connection breaks (fault %s) arrives once, whether the platform has it or not',
  async (kind) => {
    const emulator = await openPlatform();
    const gmq = await openGmq(emulator);
    await post(gmq.url + WRITE, 'warm=1');
    // Far enough from the end of the second for the request to lie in it as a whole.
    await until(() => Date.now() % 1000 < 700, 'a good moment');
    emulator.injectFault({ kind, path: WRITE });
    expect((await post(gmq.url + WRITE, 'a=1')).status).toBe(204);
    await until(() => gmq.queue.stats().messages === 0, 'nothing waits');
    expect(arrived(emulator, 'a')).toEqual(['1']);
  },
);

test('records whose answer is lost arrive once, at their own times (design 4.4)', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator);
  emulator.injectFault({ kind: 'reset', path: '/onep:v1/stack/record', count: 2 });
  await post(`${gmq.url}${WRITE}/a`, '100=x&101=y&200=z');
  await until(() => gmq.queue.stats().messages === 0, 'nothing waits');
  expect(emulator.history(CLIENT, 'a').map(({ timestamp, text }) => `${timestamp}=${text}`)).toEqual([
    '100=x',
    '101=y',
    '200=z',
  ]);
});

test('two values of one second both arrive, whenever the second comes (exosite 2.5)', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator);
  await post(`${gmq.url}${WRITE}/a`, '100=x&100=y');
  await until(() => gmq.queue.stats().messages === 0, 'the first two');
  await post(`${gmq.url}/onep:v1/stack/record`, 'alias=a&100=z&alias=b&100=w');
  await until(() => gmq.queue.stats().messages === 0, 'the rest');
  expect([arrived(emulator, 'a'), arrived(emulator, 'b')]).toEqual([['x', 'y', 'z'], ['w']]);
});

test('a value that the platform refuses goes to the dead letters, its neighbours arrive (gwe N5)', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator);
  emulator.injectFault({ kind: 'status', status: 400, path: '/onep:v1/stack/record', count: 3 });
  await post(`${gmq.url}/onep:v1/stack/record`, 'alias=bad&100=x&alias=a&100=1&101=2&102=3');
  await until(() => gmq.queue.stats().messages === 0, 'nothing waits');
  expect(gmq.queue.deadLetters().map(({ alias, timestamp }) => `${alias}@${timestamp}`)).toEqual(['bad@100']);
  expect(arrived(emulator, 'a')).toEqual(['1', '2', '3']);
});

test('a busy platform is left alone as long as it asks', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator);
  emulator.injectFault({ kind: 'status', status: 429, retryAfterSeconds: 30, path: '/onep:v1' });
  expect((await post(gmq.url + WRITE, 'a=1')).status).toBe(204);
  const waits = (gmq.queue.stats().clients[0]?.retryAt ?? 0) - Date.now();
  expect(waits).toBeGreaterThan(25_000);
});

test('activates for an application, and knows the CIK from then on (gwe K132)', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator);
  const activate = () => post(`${gmq.url}/provision/activate`, 'vendor=acme&model=gateway&sn=0001', {});
  const first = await activate();
  expect(first).toMatchObject({ status: 200, body: emulator.devices()[0]?.cik });
  expect((await activate()).body).toBe(first.body);
  expect(await post(`${gmq.url}/provision/activate`, 'vendor=acme&model=gateway&sn=unknown', {})).toMatchObject({
    status: 204,
    body: '',
  });
  expect(gmq.identities.find(CLIENT)).toBe(first.body);
  expect(await post(gmq.url + WRITE, 'a=1', { 'X-Exosite-CIK': first.body })).toMatchObject({ status: 204 });
  expect(arrived(emulator, 'a')).toEqual(['1']);
});

test('an identity that was activated elsewhere can be made known (gwe E40)', async () => {
  const emulator = await openPlatform();
  const response = await post(`${emulator.url}/provision/activate`, 'vendor=acme&model=gateway&sn=0001', {});
  const gmq = await openGmq(emulator);
  gmq.identities.save(CLIENT, response.body);
  await post(gmq.url + WRITE, 'a=1', VMS);
  expect(arrived(emulator, 'a')).toEqual(['1']);
});

test('a stop in the middle of a write answers it, and the next start delivers it', async () => {
  const emulator = await openPlatform();
  const dataDir = createScratch();
  const first = await openGmq(emulator, { dataDir });
  await post(first.url + WRITE, 'warm=1');
  emulator.injectFault({ kind: 'noAnswer', path: WRITE });
  const writing = post(first.url + WRITE, 'a=1');
  await until(() => first.queue.stats().clients[0]?.state === 'sending', 'it is under way');
  await first.stop();
  expect((await writing).status).toBe(204);
  const second = await openGmq(emulator, { dataDir });
  await until(() => second.queue.stats().messages === 0, 'nothing waits');
  expect(new Set(arrived(emulator, 'a'))).toEqual(new Set(['1']));
});

test('a port in use is the first thing that is said, and leaves nothing open', async () => {
  const emulator = await openPlatform();
  const dataDir = createScratch();
  const first = await openGmq(emulator, { dataDir });
  const second = createGmq({ dataDir, platformUrl: emulator.url, port: Number(new URL(first.url).port) });
  await expect(second.start()).rejects.toMatchObject({ code: 'GMQ_PORT_IN_USE' });
  await second.stop();
  expect((await post(first.url + WRITE, 'a=1')).status).toBe(204);
});

test('a store that cannot be opened closes the port again', async () => {
  const gmq = createGmq({ dataDir: '/dev/null/gmq', port: 0 });
  await expect(gmq.start()).rejects.toMatchObject({ code: 'GMQ_STORE_FAILED' });
  await expect(fetch(`${gmq.url}/status`)).rejects.toThrow();
});

test('reads pass through with the identity turned into a CIK; offline they are 503 without a body (gwe K149)', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator);
  await post(gmq.url + WRITE, 'a=1%262&b=2');
  const read = (query: string, headers: Record<string, string> = VMS) =>
    fetch(`${gmq.url}${WRITE}?${query}`, { headers });
  const answer = await read('b&a&nothing');
  expect([answer.status, await answer.text()]).toEqual([200, 'b=2&a=1%262']);
  expect((await read('nothing')).status).toBe(204);
  expect((await read('a', {})).status).toBe(400);
  await emulator.goOffline();
  const offline = await read('a');
  expect([offline.status, await offline.text(), offline.headers.get('retry-after')]).toEqual([503, '', '1']);
  expect(gmq.queue.stats().queued).toBe(0);
});

test('a gateway that starts in 1970 delivers at the right times, records of its applications too (design 4.6)', async () => {
  const emulator = await openPlatform();
  const offMs = Date.now() - 300_000;
  const clock = { ...systemClock, now: () => Date.now() - offMs };
  const gmq = await openGmq(emulator, { clock, bootClock: createBootClock() });
  await emulator.goOffline();
  const from = Math.floor(Date.now() / 1000);
  await post(gmq.url + WRITE, 'a=written');
  await post(`${gmq.url}${WRITE}/b`, `${Math.floor(clock.now() / 1000) - 10}=recorded`);
  await emulator.goOnline();
  await until(() => gmq.queue.stats().messages === 0, 'delivered');
  const to = Math.ceil(Date.now() / 1000);
  for (const [alias, earlier] of [
    ['a', 0],
    ['b', 10],
  ] as const) {
    const [point] = emulator.history(CLIENT, alias);
    expect(point?.timestamp).toBeGreaterThanOrEqual(from - earlier - 3);
    expect(point?.timestamp).toBeLessThanOrEqual(to - earlier + 3);
  }
  expect(gmq.queue.stats().retimed).toBe(2);
});
