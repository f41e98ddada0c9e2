import { expect, onTestFinished, test } from 'vitest';
import { Client, Pool } from 'undici';
import type { WireMeter } from '../../src/connection/wire-meter.ts';
import { createLazyPool, loadUndici, type MeteredDispatchOptions } from '../../src/http/pool.ts';
import { resolveOptions } from '../../src/options.ts';
import { NOBODY } from '../fixtures/client.ts';
import { reply, startPlatform } from '../fixtures/scripted-platform.ts';

test('makes one pool, at the first call', async () => {
  const pool = createLazyPool(resolveOptions({ baseUrl: NOBODY }));
  const first = await pool.get();
  expect(await pool.get()).toBe(first);
  await pool.destroy(new Error('done'));
  await pool.destroy(new Error('done'));
  expect(first.destroyed).toBe(true);
});

test('can be destroyed before it was ever used', async () => {
  await expect(createLazyPool(resolveOptions({ baseUrl: NOBODY })).destroy(new Error('done'))).resolves.toBeUndefined();
});

test('loads the whole of undici if its parts lie elsewhere one day', async () => {
  expect(await loadUndici()).toEqual({ Pool, Client });
  const whole = await loadUndici(() => Promise.reject(new Error('ERR_PACKAGE_PATH_NOT_EXPORTED')));
  expect(whole).toMatchObject({ Pool, Client });
});

test('tells a request which connection it was given to, and what went over it', async () => {
  const platform = await startPlatform([reply(204)]);
  const lazy = createLazyPool(resolveOptions({ baseUrl: platform.url }));
  onTestFinished(() => lazy.destroy(new Error('done')));
  const pool = await lazy.get();
  let meter: WireMeter | undefined;
  const options: MeteredDispatchOptions = {
    method: 'GET',
    path: '/x',
    onConnection(given) {
      meter = given;
    },
  };
  await new Promise<void>((resolve, reject) => {
    pool.dispatch(options, {
      onRequestStart: () => undefined,
      onResponseStart: () => undefined,
      onResponseData: () => undefined,
      onResponseEnd() {
        resolve();
      },
      onResponseError(_controller, error) {
        reject(error);
      },
    });
  });
  expect(meter?.localAddress()).toBe('127.0.0.1');
  const { sentBytes, receivedBytes } = meter?.take() ?? { sentBytes: 0, receivedBytes: 0 };
  expect(sentBytes).toBeGreaterThan('GET /x HTTP/1.1\r\n'.length);
  expect(receivedBytes).toBeGreaterThan('HTTP/1.1 204 No Content\r\n'.length);
});
