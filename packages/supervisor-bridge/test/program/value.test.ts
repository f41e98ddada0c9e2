import { expect, test } from 'vitest';
import type { ValueKind } from '../../src/program/keys.ts';
import { checkPlainValue, isPlainKind, readBoolean, readInteger } from '../../src/program/value.ts';

const CASES: readonly [ValueKind, good: readonly string[], bad: readonly string[]][] = [
  ['boolean', ['true', 'YES', 'on', '1', 'False', 'no', 'off', '0'], ['y', 't', '', 'enabled', '2']],
  ['autorestart', ['true', 'false', 'unexpected', 'Unexpected'], ['always', '']],
  ['integer', ['0', '10', '-1', '+5'], ['1.0', '10s', '', '2147483648', '99999999999999999999', '0x10']],
  ['processCount', ['1', '32'], ['0', '33', '-1', 'two', '']],
  ['bytes', ['0', '200KB', '1 mb', '1GB'], ['200K', '1.5MB', '2TB', '', '2GB', '-1', '2147483648']],
  ['octal', ['022', '0777', '0o22', '0'], ['8', '0999', '', '-1']],
  ['signal', ['TERM', 'SIGTERM', 'int', '15', 'USR1'], ['FOO', '0', '99', '', 'TERM,INT']],
  ['exitCodes', ['0', '0,2', '0, 255', ''], ['256', '-1', '0,', 'a', '0;1']],
  ['user', ['root', '1000', 'www-data', 'svc$'], ['', 'a b', 'a:b', '-x']],
];

test.each(CASES)('a value of kind %s is read as supervisord reads it (supervisord 1.4)', (kind, good, bad) => {
  expect(isPlainKind(kind)).toBe(true);
  for (const value of good) expect(checkPlainValue(kind, value), `${kind} ${value}`).toBeUndefined();
  for (const value of bad) expect(checkPlainValue(kind, value), `${kind} ${value}`).toBeTypeOf('string');
});

test('leaves texts to the checks of expressions', () => {
  expect(isPlainKind('command')).toBe(false);
  expect(checkPlainValue('text', 'anything')).toBeUndefined();
});

test('reads switches and numbers', () => {
  expect([readBoolean('On'), readBoolean('0'), readBoolean('')]).toEqual([true, false, undefined]);
  expect([readInteger('-7'), readInteger('7.5')]).toEqual([-7, undefined]);
});
