import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blake2b } from '../../src/trust/blake2b.ts';

test('gives what node:crypto gives, where that has the length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (message) => {
      const expected = createHash('blake2b512').update(message).digest('hex');
      expect(Buffer.from(blake2b(message, 64)).toString('hex')).toBe(expected);
    }),
    { numRuns: 50 },
  );
});

test('gives 32 bytes that are not the beginning of 64', () => {
  expect(Buffer.from(blake2b(Buffer.from('abc'), 32)).toString('hex')).toBe(
    'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319',
  );
});

test.each([0, 65, 1.5])('refuses to give %d bytes', (bytes) => {
  expect(() => blake2b(new Uint8Array(), bytes)).toThrow(TypeError);
});
