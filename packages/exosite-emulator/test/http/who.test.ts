import { expect, test } from 'vitest';
import { call, deviceCall } from '../support/call.ts';
import { DEVICE, startWithDevice } from '../support/emulator.ts';
import { rpc } from '../support/rpc.ts';

const OTHER = { ...DEVICE, serial: 'other' } as const;

test('a fault of one device meets its calls only, also activation and RPC', async () => {
  const { emulator, url, stack, cik } = await startWithDevice();
  emulator.enableDevice(OTHER);
  emulator.injectFault({ kind: 'status', status: 503, device: OTHER, count: Infinity });
  const activate = (fields: string): Promise<number> =>
    call(`${url}/provision/activate`, { body: fields }).then(({ status }) => status);
  const product = `vendor=${OTHER.vendor}&model=${OTHER.model}`;
  expect(await activate(`${product}&sn=other`)).toBe(503);
  expect(await activate('id=other')).toBe(503);
  expect(await activate(`${product}&sn=nobody`)).toBe(404);
  emulator.clearFaults();
  const reply = await call(`${url}/provision/activate`, { body: 'id=other' });
  emulator.injectFault({ kind: 'status', status: 503, device: OTHER, count: Infinity });
  expect((await deviceCall(stack, cik, 'a=1')).status).toBe(204);
  expect((await deviceCall(stack, reply.body, 'a=1')).status).toBe(503);
  await expect(rpc(url, reply.body, [['read', [{ alias: 'a' }]]])).rejects.toThrow('503');
  expect(await rpc(url, cik, [['read', [{ alias: 'a' }]]])).toMatchObject([{ status: 'ok' }]);
});
