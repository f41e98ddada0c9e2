import { expect, test } from 'vitest';
import { ConnectDeadline, PinMismatch, TunnelRefusal } from '../../src/connection/failures.ts';

test('each says what was found, and carries it', () => {
  expect(new ConnectDeadline(50)).toMatchObject({ limitMs: 50, message: 'The connection was not ready within 50 ms.' });
  expect(new PinMismatch('AA')).toMatchObject({ fingerprint: 'AA', message: "The certificate's fingerprint is AA." });
  expect(new TunnelRefusal(407)).toMatchObject({ status: 407, message: 'The proxy answered CONNECT with 407.' });
});
