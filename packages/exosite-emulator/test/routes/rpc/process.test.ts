import { expect, test } from 'vitest';
import { DEVICE, startWithDevice } from '../../support/emulator.ts';
import { rpc, rpcRaw } from '../../support/rpc.ts';

test('a batch runs in order; a call without id gets no answer (exosite 5)', async () => {
  const { emulator, url, cik } = await startWithDevice();
  const calls = [
    { procedure: 'write', arguments: [{ alias: 'a' }, 'silent'] },
    { procedure: 'read', arguments: [{ alias: 'a' }, {}], id: 'x' },
  ];
  expect(await rpcRaw(url, JSON.stringify({ auth: { cik }, calls }))).toEqual([
    { id: 'x', status: 'ok', result: [[1_408_088_308, 'silent']] },
  ]);
  expect(emulator.requests().at(-1)).toMatchObject({ path: '/onep:v1/rpc/process', status: 200, device: DEVICE });
});

test('errors of the whole request are objects with status 200 (exosite 5)', async () => {
  const { url } = await startWithDevice();
  expect(await rpc(url, 'f'.repeat(40), [])).toMatchObject({ error: { code: 401, context: 'auth' } });
  expect(await rpcRaw(url, '{')).toMatchObject({ error: { code: 400 } });
});

test('a procedure that is not emulated fails alone', async () => {
  const { url, cik } = await startWithDevice();
  expect(
    await rpc(url, cik, [
      ['drop', ['x']],
      ['read', [{ alias: 'a' }, {}]],
    ]),
  ).toMatchObject([
    { id: 0, status: 'fail', error: { code: 501 } },
    { id: 1, status: 'ok', result: [] },
  ]);
});
