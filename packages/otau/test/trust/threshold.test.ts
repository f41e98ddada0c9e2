import { expect, test } from 'vitest';
import { generateSecretKey } from '../../src/trust/secret-key.ts';
import { signMessage } from '../../src/trust/signature.ts';
import { signersOf, verifyThreshold } from '../../src/trust/threshold.ts';

const MESSAGE = Buffer.from('message');
const [alice, bob, carol, mallory] = [
  generateSecretKey(),
  generateSecretKey(),
  generateSecretKey(),
  generateSecretKey(),
];
const keys = [alice.publicKey, bob.publicKey, carol.publicKey];

test('a threshold of two wants two different keys (otau 4.3)', () => {
  const both = signMessage(MESSAGE, alice) + signMessage(MESSAGE, carol);
  expect(verifyThreshold(MESSAGE, both, { keys, threshold: 2 })).toEqual([alice.publicKey, carol.publicKey]);
  const twice = signMessage(MESSAGE, alice) + signMessage(MESSAGE, alice, { legacy: true });
  expect(() => verifyThreshold(MESSAGE, twice, { keys, threshold: 2 })).toThrow(
    expect.objectContaining({ code: 'OTAU_SIGNATURE_INVALID' }),
  );
});

test('signatures of others are passed over and count for nothing', () => {
  const text = signMessage(MESSAGE, mallory) + signMessage(MESSAGE, bob);
  expect(signersOf(MESSAGE, text, keys)).toEqual([bob.publicKey]);
  expect(() => verifyThreshold(MESSAGE, signMessage(MESSAGE, mallory), { keys, threshold: 1 })).toThrow(
    /none of the trusted keys has signed, and 1 must/,
  );
});

test('a signature that names a trusted key and does not fit is refused, whoever else signed', () => {
  const text = signMessage(MESSAGE, alice) + signMessage(Buffer.from('other'), bob);
  expect(() => signersOf(MESSAGE, text, keys)).toThrow(new RegExp(`key ${bob.publicKey.id} does not fit`));
});
