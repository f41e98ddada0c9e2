import { expect, test, vi } from 'vitest';
import { Deadline } from '../../src/http/failure.ts';
import type { LazyPool } from '../../src/http/pool.ts';
import type { DeviceRequest } from '../../src/http/request.ts';
import { runCall, type AnswerTaker, type CallEnvironment } from '../../src/http/running-call.ts';
import { resolveOptions } from '../../src/options.ts';
import { NOBODY } from '../fixtures/client.ts';

const REQUEST: DeviceRequest = {
  operation: 'timestamp',
  source: 'timestamp',
  method: 'GET',
  path: '/timestamp',
  accepts: [200],
};

function prepare(get: LazyPool['get']) {
  const environment: CallEnvironment = {
    options: resolveOptions({ baseUrl: NOBODY }),
    pool: { get, destroy: () => Promise.resolve() },
    running: new Set(),
    headers: {},
    place: NOBODY,
    pathPrefix: '',
  };
  const taker = { head: vi.fn<AnswerTaker['head']>(), fail: vi.fn<AnswerTaker['fail']>() };
  return { environment, taker };
}

test('counts as running until it is settled, then leaves nothing behind', async () => {
  const { environment, taker } = prepare(() => Promise.reject(new Error('undici is not installed')));
  runCall(environment, REQUEST, {}, taker);
  expect(environment.running.size).toBe(1);
  await vi.waitFor(() => {
    expect(taker.fail).toHaveBeenCalledOnce();
  });
  expect(environment.running.size).toBe(0);
  expect(taker.fail.mock.calls[0]?.[0]).toMatchObject({ code: 'DEVICE_CLIENT_NETWORK', outcome: 'notSent' });
});

test('can be ended while the connections are still being prepared, and then sends nothing', async () => {
  const opened = Promise.withResolvers<never>();
  const { environment, taker } = prepare(() => opened.promise);
  runCall(environment, REQUEST, {}, taker);
  for (const end of environment.running) {
    end(new Deadline(1));
    end(new Deadline(2));
  }
  expect(taker.fail).toHaveBeenCalledOnce();
  opened.reject(new Error('too late'));
  await opened.promise.catch(() => undefined);
  expect(taker.fail).toHaveBeenCalledOnce();
  expect(taker.head).not.toHaveBeenCalled();
});
