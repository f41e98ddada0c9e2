import { expect, test } from 'vitest';

import { describeError, GatewayEngineError, isGatewayEngineError } from '../src/errors.ts';

test('an error is told in one line with its code, once', () => {
  expect(describeError(new GatewayEngineError('GATEWAY_NO_PRODUCT', 'no product'))).toBe(
    'GATEWAY_NO_PRODUCT: no product',
  );
  expect(describeError(Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' }))).toBe(
    'ENOENT: no such file',
  );
  expect(describeError(new Error('plain'))).toBe('plain');
  expect(describeError('text')).toBe('text');
});

test('the class, its code and its cause are there to match on', () => {
  const cause = new Error('why');
  const error = new GatewayEngineError('GATEWAY_NOT_ACTIVATED', 'no', { cause, retryable: true });
  expect(isGatewayEngineError(error)).toBe(true);
  expect(isGatewayEngineError(cause)).toBe(false);
  expect(error).toMatchObject({ name: 'GatewayEngineError', cause, retryable: true, findings: [] });
});
