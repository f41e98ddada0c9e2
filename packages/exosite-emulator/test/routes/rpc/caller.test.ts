import { expect, test } from 'vitest';
import { resourceId } from '../../../src/device/resource-id.ts';
import { DEVICE, startWithDevice } from '../../support/emulator.ts';
import { TOKEN } from '../../support/manage.ts';
import { rpcRaw } from '../../support/rpc.ts';

test('the owner calls in the name of a device by its resource id (exosite 5)', async () => {
  const { url, emulator, cik } = await startWithDevice({ vendorToken: TOKEN });
  emulator.write(DEVICE, { a: '1' });
  const read = (auth: unknown): Promise<unknown> =>
    rpcRaw(url, JSON.stringify({ auth, calls: [{ id: 1, procedure: 'read', arguments: [{ alias: 'a' }] }] }));
  const ok = [{ id: 1, status: 'ok', result: [[1_408_088_308, '1']] }];
  const rid = resourceId(DEVICE);
  expect(await read({ cik: TOKEN, client_id: rid })).toEqual(ok);
  expect(await read({ cik: TOKEN, resource_id: rid })).toEqual(ok);
  expect(await read({ cik })).toEqual(ok);
  const refused = { error: { code: 401 } };
  expect(await read({ cik: 'f'.repeat(40), client_id: rid })).toMatchObject(refused);
  expect(await read({ client_id: rid })).toMatchObject(refused);
  expect(await read({ cik: TOKEN, client_id: 'f'.repeat(40) })).toMatchObject(refused);
  expect(await read({ cik: TOKEN })).toMatchObject(refused);
});
