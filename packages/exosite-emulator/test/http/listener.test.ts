import { expect, test } from 'vitest';
import { createListener } from '../../src/http/listener.ts';
import { call } from '../support/call.ts';

test('close waits for the calls that are being handled', async () => {
  const { promise: mayFinish, resolve: finish } = Promise.withResolvers<undefined>();
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<undefined>();
  const order: string[] = [];
  const listener = createListener('127.0.0.1', 0, async () => {
    arrive(undefined);
    await mayFinish;
    order.push('handled');
  });
  await listener.open();
  const cut = expect(call(`http://127.0.0.1:${listener.port ?? 0}/`)).rejects.toMatchObject({ code: 'ECONNRESET' });
  await arrived;
  const closed = listener.close().then(() => order.push('closed'));
  await cut;
  finish(undefined);
  await closed;
  expect(order).toEqual(['handled', 'closed']);
});

test('open and close may be repeated; the port stays', async () => {
  const listener = createListener('127.0.0.1', 0, (_, response) => {
    response.end();
    return Promise.resolve();
  });
  await listener.close();
  await listener.open();
  const { port } = listener;
  await listener.open();
  await listener.close();
  await listener.close();
  await listener.open();
  expect(listener.port).toBe(port);
  expect((await call(`http://127.0.0.1:${port ?? 0}/`)).status).toBe(200);
  await listener.close();
});
