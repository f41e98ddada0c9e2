import { expect, test } from 'vitest';
import { credential, isSameText } from '../../src/http/credential.ts';

test('an empty header counts as absent, blanks around it do not (exosite 1.2)', () => {
  expect(credential({ headers: { 'x-exosite-cik': ' ' } }, 'x-exosite-cik')).toBeUndefined();
  expect(credential({ headers: { 'x-exosite-cik': ' a ' } }, 'x-exosite-cik')).toBe('a');
  expect(credential({ headers: {} }, 'x-exosite-cik')).toBeUndefined();
});

test('texts are the same byte for byte', () => {
  expect([isSameText('a', 'a'), isSameText('a', 'A'), isSameText('a', 'aa')]).toEqual([true, false, false]);
});
