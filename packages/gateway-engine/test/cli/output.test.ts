import { expect, test } from 'vitest';

import { reportFailure } from '../../src/cli/output.ts';
import { GatewayEngineError } from '../../src/errors.ts';

test('a failure is one line on stderr; without a serial number the exit code is 255 (gwe 33)', () => {
  const warned: string[] = [];
  const output = { print: () => undefined, warn: (text: string) => warned.push(text), prompt: () => undefined };
  expect(reportFailure(new GatewayEngineError('GATEWAY_NO_SERIAL', 'set one'), output)).toBe(255);
  expect(reportFailure(new Error('other'), output)).toBe(1);
  expect(warned).toEqual(['GATEWAY_NO_SERIAL: set one', 'other']);
});
