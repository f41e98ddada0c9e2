import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePublicKey } from '../../src/trust/public-key.ts';
import { generateSecretKey } from '../../src/trust/secret-key.ts';
import { parseSignatures, signMessage, verifySignature } from '../../src/trust/signature.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { minisign } from '../fixtures/minisign.ts';

const MESSAGE = Buffer.from('{"name":"app"}\n');

test.each([
  { title: 'prehashed', flags: [], prehashed: true },
  { title: 'legacy', flags: ['-l'], prehashed: false },
])('verifies a $title signature of minisign, trusted comment included (otau 4.1)', async ({ flags, prehashed }) => {
  const folder = await freshFolder();
  await writeFile(join(folder, 'm'), MESSAGE);
  await minisign(folder, '-G', '-W', '-p', 'a.pub', '-s', 'a.key');
  await minisign(folder, '-S', ...flags, '-s', 'a.key', '-m', 'm', '-t', 'for the coffee machine');
  const key = parsePublicKey(await readFile(join(folder, 'a.pub'), 'utf8'));
  const [signature] = parseSignatures(await readFile(join(folder, 'm.minisig'), 'utf8'));
  expect(signature).toMatchObject({ keyId: key.id, prehashed, trustedComment: 'for the coffee machine' });
  expect(verifySignature(MESSAGE, signature!, key)).toBe(true);
  expect(verifySignature(MESSAGE, { ...signature!, trustedComment: 'for the toaster' }, key)).toBe(false);
  expect(verifySignature(Buffer.from('{"name":"other"}\n'), signature!, key)).toBe(false);
});

test.each([{ legacy: false }, { legacy: true }])(
  'minisign verifies a signature made with %j (otau 4.1)',
  async (kind) => {
    const folder = await freshFolder();
    const key = generateSecretKey();
    await writeFile(join(folder, 'm'), MESSAGE);
    const text = signMessage(MESSAGE, key, { trustedComment: 'app 2, größer', ...kind });
    await writeFile(join(folder, 'm.minisig'), text);
    const told = await minisign(folder, '-V', '-P', key.publicKey.text, '-m', 'm');
    expect(told).toContain('Signature and comment signature verified');
    expect(told).toContain('Trusted comment: app 2, größer');
    await writeFile(join(folder, 'm'), 'changed');
    await expect(minisign(folder, '-V', '-P', key.publicKey.text, '-m', 'm')).rejects.toThrow('verification failed');
  },
);

test('minisign verifies the first of several signatures in one file (otau 4.3)', async () => {
  const folder = await freshFolder();
  const [first, second] = [generateSecretKey(), generateSecretKey()];
  await writeFile(join(folder, 'm'), MESSAGE);
  const text = signMessage(MESSAGE, first) + signMessage(MESSAGE, second);
  await writeFile(join(folder, 'm.minisig'), text);
  await minisign(folder, '-V', '-P', first.publicKey.text, '-m', 'm');
  expect(parseSignatures(text).map(({ keyId }) => keyId)).toEqual([first.publicKey.id, second.publicKey.id]);
});

test('no changed byte of message, signature or comment is accepted', () => {
  const key = generateSecretKey();
  const text = signMessage(MESSAGE, key, { trustedComment: 'comment' });
  const signed = text.slice(text.indexOf('\n'));
  fc.assert(
    fc.property(fc.nat(signed.length - 1), fc.integer({ min: 1, max: 127 }), (at, change) => {
      const other = String.fromCharCode(signed.charCodeAt(at) ^ change);
      if (other === '\r') return; // a line end that minisign reads, too
      const changed = `untrusted comment: ${signed.slice(0, at)}${other}${signed.slice(at + 1)}`;
      const accepted = () =>
        parseSignatures(changed).some((signature) => verifySignature(MESSAGE, signature, key.publicKey));
      try {
        expect(accepted()).toBe(false);
      } catch (error) {
        expect(error).toMatchObject({ code: 'OTAU_SIGNATURE_INVALID' });
      }
    }),
    { numRuns: 300 },
  );
});

test('a signature of another key is none, whatever identifier it bears', () => {
  const [key, other] = [generateSecretKey(), generateSecretKey()];
  const [signature] = parseSignatures(signMessage(MESSAGE, other));
  expect(verifySignature(MESSAGE, { ...signature!, keyId: key.publicKey.id }, key.publicKey)).toBe(false);
});

test.each([
  ['nothing', ''],
  ['one line', 'untrusted comment: x\n'],
  ['no comment', 'x\n'.repeat(4)],
  ['garbage', 'untrusted comment: x\nAAAA\ntrusted comment: y\nAAAA\n'],
  ['too many', signMessage(MESSAGE, generateSecretKey()).repeat(17)],
])('refuses %s as a signature file', (_, text) => {
  expect(() => parseSignatures(text)).toThrow(expect.objectContaining({ code: 'OTAU_SIGNATURE_INVALID' }));
});

test('refuses to sign a comment of two lines', () => {
  expect(() => signMessage(MESSAGE, generateSecretKey(), { trustedComment: 'a\nb' })).toThrow(TypeError);
});
