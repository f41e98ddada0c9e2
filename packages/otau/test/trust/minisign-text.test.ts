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
});

test.each(['two\nlines', 'x'.repeat(1025)])('refuses a comment that is not one bounded line', (comment) => {
  expect(() => {
    verifyComment(comment);
  }).toThrow(TypeError);
});
