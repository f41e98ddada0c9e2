import { expect, test } from 'vitest';
import { callProcedures } from '../../src/management/procedures.ts';
import { failureOf, openTransport } from '../fixtures/client.ts';
import { CIK, reply, startPlatform } from '../fixtures/scripted-platform.ts';

const READ = { procedure: 'read', arguments: [{ alias: 'a' }, {}] };
const INFO = { procedure: 'info', arguments: [{ alias: '' }, {}] };

async function call(answer: unknown, calls = [READ]) {
  const platform = await startPlatform([reply(200, JSON.stringify(answer))]);
  const way = { prefix: '', headers: {} };
  return { platform, results: callProcedures(openTransport(platform.url), way, { cik: CIK, clientId: 'rid' }, calls) };
}

test('calls in one request and finds each result by its id (exosite 5)', async () => {
  const { platform, results } = await call(
    [
      { id: 1, status: 'ok', result: { basic: {} } },
      { id: 0, status: 'ok', result: [[1, '2']] },
    ],
    [READ, INFO],
  );
  expect(await results).toEqual([[[1, '2']], { basic: {} }]);
  expect(platform.requests[0]).toMatchObject({ url: '/onep:v1/rpc/process', method: 'POST' });
  expect(JSON.parse(platform.requests[0]?.body ?? '')).toEqual({
    auth: { cik: CIK, client_id: 'rid' },
    calls: [
      { id: 0, ...READ },
      { id: 1, ...INFO },
    ],
  });
});

test.each([
  [{ error: { code: 401, message: 'Unauthorized' } }, 'DEVICE_CLIENT_UNAUTHORIZED'],
  [[{ id: 0, status: 'restricted' }], 'DEVICE_CLIENT_FORBIDDEN'],
  [[{ id: 0, status: 'invalid' }], 'DEVICE_CLIENT_BAD_REQUEST'],
  [[{ id: 0, status: 'fail', error: { code: 501 } }], 'DEVICE_CLIENT_BAD_REQUEST'],
  [[], 'DEVICE_CLIENT_PROTOCOL'],
  ['text', 'DEVICE_CLIENT_PROTOCOL'],
])('%j, answered with status 200, is %s', async (answer, code) => {
  const { results } = await call(answer);
  expect(await failureOf(results)).toMatchObject({ code, status: 200 });
});

test('repeats no text of the answer but short words', async () => {
  const { results } = await call([{ id: 0, status: `no such CIK: ${CIK}` }]);
  expect((await failureOf(results)).message).toContain('read was answered with an unknown status');
});
