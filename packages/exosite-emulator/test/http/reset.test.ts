import { expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { startEmulator } from '../support/emulator.ts';
import { callTls, SERVER_TLS } from '../support/tls.ts';

test('a reset is seen by plain and by TLS clients', async () => {
  const plain = await startEmulator();
  plain.emulator.injectFault({ kind: 'reset' });
  await expect(call(`${plain.url}/timestamp`)).rejects.toMatchObject({ code: 'ECONNRESET' });
  const secret = await startEmulator({ tls: SERVER_TLS });
  secret.emulator.injectFault({ kind: 'reset' });
  await expect(callTls(`${secret.url}/timestamp`)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect((await callTls(`${secret.url}/timestamp`)).status).toBe(200);
});
