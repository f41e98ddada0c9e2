import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatPublicKey } from '../../src/trust/public-key.ts';
import { formatSecretKey, generateSecretKey, parseSecretKey } from '../../src/trust/secret-key.ts';
import { parseSignatures, signMessage, verifySignature } from '../../src/trust/signature.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { minisign, minisignWithPassword } from '../fixtures/minisign.ts';

const CHEAP = { operations: 32_768, memoryBytes: 16 * 1024 * 1024 };

test("reads minisign's secret key without password, and writes it back byte for byte (otau 4.1)", async () => {
  const folder = await freshFolder();
  await minisign(folder, '-G', '-W', '-p', 'a.pub', '-s', 'a.key');
  const text = await readFile(join(folder, 'a.key'), 'utf8');
  const key = await parseSecretKey(text);
  expect(formatPublicKey(key.publicKey)).toBe(await readFile(join(folder, 'a.pub'), 'utf8'));
  expect((await formatSecretKey(key)).split('\n')[1]).toBe(text.split('\n')[1]);
});

test('minisign signs with a key that was made here, with and without password (otau 4.1)', async () => {
  const folder = await freshFolder();
  const key = generateSecretKey();
  await writeFile(join(folder, 'message'), 'hello');
  await writeFile(join(folder, 'a.key'), await formatSecretKey(key));
  await writeFile(join(folder, 'b.key'), await formatSecretKey(key, { password: 'open sesame', cost: CHEAP }));
  await minisign(folder, '-S', '-W', '-s', 'a.key', '-m', 'message', '-x', 'a.sig');
  await minisignWithPassword(folder, 'open sesame', '-S', '-s', 'b.key', '-m', 'message', '-x', 'b.sig');
  for (const name of ['a.sig', 'b.sig']) {
    const [signature] = parseSignatures(await readFile(join(folder, name), 'utf8'));
    expect(verifySignature(Buffer.from('hello'), signature!, key.publicKey)).toBe(true);
  }
});

test('reads a key that minisign itself protected with a password (otau 4.1)', async () => {
  const text = await readFile(new URL('../fixtures/minisign-encrypted.key', import.meta.url), 'utf8');
  const key = await parseSecretKey(text, { password: 'fixture' });
  const publicText = await readFile(new URL('../fixtures/minisign-encrypted.pub', import.meta.url), 'utf8');
  expect(formatPublicKey(key.publicKey)).toBe(publicText);
});

test('a wrong or missing password is refused, and so is a key of two halves', async () => {
  const key = generateSecretKey();
  const text = await formatSecretKey(key, { password: 'right', cost: CHEAP });
  expect((await parseSecretKey(text, { password: 'right' })).publicKey).toEqual(key.publicKey);
  const refusal = (message: string) => ({
    code: 'OTAU_KEY_INVALID',
    message: expect.stringContaining(message) as unknown,
  });
  await expect(parseSecretKey(text, { password: 'wrong' })).rejects.toMatchObject(refusal('password is wrong'));
  await expect(parseSecretKey(text)).rejects.toMatchObject(refusal('give that'));
  const bytes = Buffer.from((await formatSecretKey(key)).split('\n')[1]!, 'base64');
  bytes.writeUInt8(bytes.readUInt8(70) ^ 1, 70);
  await expect(parseSecretKey(bytes.toString('base64'))).rejects.toMatchObject(refusal('halves'));
});

test('a key file cannot ask for more memory than minisign itself would', async () => {
  const text = await formatSecretKey(generateSecretKey(), { password: 'x', cost: CHEAP });
  const bytes = Buffer.from(text.split('\n')[1]!, 'base64');
  bytes.writeBigUInt64LE(2n ** 40n, 46);
  await expect(parseSecretKey(bytes.toString('base64'), { password: 'x' })).rejects.toMatchObject({
    message: expect.stringContaining('more than 1 GiB') as unknown,
  });
});

test.each(['', 'RW', `untrusted comment: x\n${'A'.repeat(212)}`])('refuses %j as a secret key', async (text) => {
  await expect(parseSecretKey(text)).rejects.toMatchObject({ code: 'OTAU_KEY_INVALID' });
});

test('signs and verifies with the same key after a round through its file', async () => {
  const key = await parseSecretKey(await formatSecretKey(generateSecretKey()));
  const [signature] = parseSignatures(signMessage(Buffer.from('x'), key));
  expect(verifySignature(Buffer.from('x'), signature!, key.publicKey)).toBe(true);
});
