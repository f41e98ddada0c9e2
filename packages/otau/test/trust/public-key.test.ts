import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatPublicKey, parsePublicKey } from '../../src/trust/public-key.ts';
import { generateSecretKey } from '../../src/trust/secret-key.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { minisign } from '../fixtures/minisign.ts';

test("reads and writes minisign's own public key file, byte for byte (otau 4.1)", async () => {
  const folder = await freshFolder();
  await minisign(folder, '-G', '-W', '-p', 'a.pub', '-s', 'a.key');
  const text = await readFile(join(folder, 'a.pub'), 'utf8');
  const key = parsePublicKey(text);
  expect(text).toContain(key.id);
  expect(formatPublicKey(key)).toBe(text);
  expect(parsePublicKey(key.text)).toEqual(key);
  await writeFile(join(folder, 'crlf.pub'), text.replaceAll('\n', '\r\n'));
  expect(parsePublicKey(await readFile(join(folder, 'crlf.pub'), 'utf8'))).toEqual(key);
});

test.each(['', 'RW', 'untrusted comment: x', `RW${'A'.repeat(53)}`, `untrusted comment: x\n${'A'.repeat(56)}`])(
  'refuses %j as a key',
  (text) => {
    expect(() => parsePublicKey(text)).toThrow(expect.objectContaining({ code: 'OTAU_KEY_INVALID' }));
  },
);

test('two keys have two identifiers', () => {
  expect(generateSecretKey().publicKey.id).not.toBe(generateSecretKey().publicKey.id);
});
