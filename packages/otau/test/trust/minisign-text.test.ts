import { expect, test } from 'vitest';
import { decodeLine, formatKeyId, keyLine, verifyComment } from '../../src/trust/minisign-text.ts';

test('decodes canonical base64 of the right length alone', () => {
  expect(decodeLine('QUJD', 3)).toEqual(Buffer.from('ABC'));
  for (const line of ['QUJD', 'QUI=QUJD', 'QUJ', 'QU-D', 'QUJD ', '']) expect(decodeLine(line, 4)).toBeUndefined();
});

test('a key is the line behind the comment, or the only line', () => {
  expect(keyLine('untrusted comment: x\r\nKEY\r\n')).toBe('KEY');
  expect(keyLine('  KEY \n')).toBe('KEY');
});

test('an identifier reads as minisign prints it', () => {
  expect(formatKeyId(Uint8Array.of(5, 0x3f, 0xdf, 8, 0x47, 0xb1, 0x9a, 0x69))).toBe('699AB14708DF3F05');
  expect(formatKeyId(Uint8Array.of(0x55, 0xf5, 0x10, 0x05, 0x43, 0x91, 0xe4, 0x0c))).toBe('CE491430510F555');
  expect(formatKeyId(new Uint8Array(8))).toBe('0');
});

test.each(['two\nlines', 'x'.repeat(1025)])('refuses a comment that is not one bounded line', (comment) => {
  expect(() => {
    verifyComment(comment);
  }).toThrow(TypeError);
});
