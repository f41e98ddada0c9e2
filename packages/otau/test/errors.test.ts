import { expect, test } from 'vitest';
import { errnoOf, isOtauError, OtauError, toOtauError } from '../src/errors.ts';

const systemError = (code: string) => Object.assign(new Error(`${code}: something`), { code });

test('an error of ours stays what it is', () => {
  const error = new OtauError('OTAU_BUSY', 'busy', { retryable: true });
  expect(toOtauError(error, 'installing')).toBe(error);
  expect(isOtauError(error)).toBe(true);
  expect(isOtauError(new Error('other'))).toBe(false);
});

test('a full disk says so and may be tried again (otau 3.10)', () => {
  expect(toOtauError(systemError('ENOSPC'), 'writing')).toMatchObject({ code: 'OTAU_DISK_FULL', retryable: true });
});

test('anything else becomes OTAU_IO_FAILED with its cause', () => {
  const cause = systemError('EACCES');
  expect(toOtauError(cause, 'writing it')).toMatchObject({
    code: 'OTAU_IO_FAILED',
    retryable: false,
    cause,
    message: 'While writing it: EACCES: something.',
  });
  expect(toOtauError('text', 'writing it')).toMatchObject({ message: 'While writing it: text.' });
});

test('the reason of an abort comes out unwrapped', () => {
  const signal = AbortSignal.abort('reason');
  expect(toOtauError('reason', 'writing', signal)).toBe('reason');
  expect(toOtauError(new DOMException('x', 'AbortError'), 'writing', signal)).toBe('reason');
  expect(errnoOf(systemError('ENOENT'))).toBe('ENOENT');
});
