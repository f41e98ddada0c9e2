import { expect, test } from 'vitest';
import { parsePin } from '../../src/connection/security.ts';

const DIGITS = '2331a922a70d63aa1e20b4cdd3373ff870d4dd9041246e8ea1abe024451ede2a';

test('takes a fingerprint as openssl, browsers and sha256sum write it', () => {
  const asNode = '23:31:A9:22:A7:0D:63:AA:1E:20:B4:CD:D3:37:3F:F8:70:D4:DD:90:41:24:6E:8E:A1:AB:E0:24:45:1E:DE:2A';
  for (const text of [DIGITS, DIGITS.toUpperCase(), asNode, asNode.toLowerCase(), ` ${DIGITS}\n`]) {
    expect(parsePin(text)).toBe(asNode);
  }
});

test.each(['', 'AB', DIGITS.slice(1), `${DIGITS}0`, DIGITS.replace('2', 'g')])('refuses %j', (text) => {
  expect(() => parsePin(text)).toThrow('A pinned certificate is a SHA-256 fingerprint');
});
