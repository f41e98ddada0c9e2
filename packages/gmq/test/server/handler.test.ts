import { expect, test } from 'vitest';
import { handle } from '../../src/server/handler.ts';
import type { Route } from '../../src/server/route.ts';
import { CLIENT, openQueue, T } from '../fixtures/open-queue.ts';
import { until } from '../fixtures/manual-clock.ts';
import { createScriptedUpstream, REJECTED } from '../fixtures/scripted-upstream.ts';

const headers = { 'x-exosite-vms': 'acme gateway 0001' };

async function openHandler() {
  const { queue, upstream } = await openQueue();
  let rereads = 0;
  const ask = (route: Route, body = '', given: Record<string, string> = headers) =>
    handle(queue, route, { headers: given, body: Buffer.from(body) }, () => {
      rereads += 1;
    });
  return { queue, upstream, ask, rereads: () => rereads };
}

test('a write is forwarded, a record is queued; both are 204 with nothing (gwe K133, K134)', async () => {
  const { queue, upstream, ask } = await openHandler();
  expect(await ask({ kind: 'write' }, 'a=1&b=2')).toEqual({ status: 204 });
  expect(upstream.writes[0]?.values.map(([alias]) => alias)).toEqual(['a', 'b']);
  expect(await ask({ kind: 'record', alias: 'c' }, '7=x')).toEqual({ status: 204 });
  await until(() => queue.stats().messages === 0, 'delivered');
  expect(upstream.sent()).toEqual(['c@7=x']);
});

test('an alias that comes twice in one write keeps both values, a second apart', async () => {
  const { queue, upstream, ask } = await openHandler();
  expect(await ask({ kind: 'write' }, 'a=1&a=2')).toEqual({ status: 204 });
  await until(() => queue.stats().messages === 0, 'delivered');
  expect(upstream.sent()).toEqual([`a@${T}=1`, `a@${T + 1}=2`]);
});

test('what is not understood is 400 in words, and nothing of it is taken', async () => {
  const { queue, ask } = await openHandler();
  for (const route of [{ kind: 'write' }, { kind: 'record' }] as const) {
    expect(await ask(route, 'nonsense')).toMatchObject({ status: 400 });
    expect(await ask(route, 'a=1', {})).toMatchObject({ status: 400 });
  }
  expect(await ask({ kind: 'activate' }, 'x=1')).toMatchObject({ status: 400 });
  expect(queue.stats()).toMatchObject({ delivered: 0, queued: 0 });
});

test('a value that the platform refuses for good is the application’s business (gwe K138)', async () => {
  const { upstream, ask } = await openHandler();
  upstream.onWrite = () => Promise.resolve(REJECTED);
  await expect(ask({ kind: 'write' }, 'a=1')).rejects.toMatchObject({ code: 'GMQ_REJECTED' });
});

test('activate answers with the CIK, or with 204 if there is none (gwe K132)', async () => {
  const { ask } = await openHandler();
  const body = 'vendor=acme&model=gateway&sn=0001';
  expect(await ask({ kind: 'activate' }, body, {})).toEqual({ status: 204 });

  const upstream = {
    ...createScriptedUpstream(),
    activate: () => Promise.resolve({ kind: 'activated', cik: 'c' } as const),
  };
  const { queue } = await openQueue({ upstream });
  const answer = await handle(queue, { kind: 'activate' }, { headers: {}, body: Buffer.from(body) }, () => undefined);
  expect(answer).toMatchObject({ status: 200, body: 'c' });
});

test('reread is 204 and calls back (gwe K141)', async () => {
  const { ask, rereads } = await openHandler();
  expect(await ask({ kind: 'reread' }, '', {})).toEqual({ status: 204 });
  expect(rereads()).toBe(1);
});

test('status is the stats as JSON', async () => {
  const { queue, ask } = await openHandler();
  await queue.write({ client: CLIENT, values: [['a', '1']] });
  const answer = await ask({ kind: 'status' }, '', {});
  expect(JSON.parse(answer.body ?? '')).toEqual(queue.stats());
});

test('reads and unknown paths get no body: some clients take any body for data (gwe K149)', async () => {
  const { ask } = await openHandler();
  expect(await ask({ kind: 'wrongMethod', allow: 'POST' })).toEqual({ status: 405, headers: { Allow: 'POST' } });
  expect(await ask({ kind: 'unknown' })).toEqual({ status: 404, headers: {} });
});
