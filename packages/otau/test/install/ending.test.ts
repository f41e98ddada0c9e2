import { expect, test } from 'vitest';
import { OtauError } from '../../src/errors.ts';
import { endDone, endWith, toError, toFailure, toInstallReport, toRecoveryReport } from '../../src/install/ending.ts';
import { operation } from '../fixtures/operation.ts';

const error = new OtauError('OTAU_SCRIPT_FAILED', 'it failed', { exitCode: 3, output: 'no room', retryable: true });

test('an error outlives a restart with all that a report needs (otau 5.1)', () => {
  const kept = JSON.parse(JSON.stringify(toFailure(error))) as ReturnType<typeof toFailure>;
  const { code, message, exitCode, output, retryable } = error;
  expect(toError(kept)).toMatchObject({ code, message, exitCode, output, retryable });
  expect(toFailure('enough')).toMatchObject({ code: 'OTAU_INTERRUPTED', retryable: true });
});

test('a report says what became of which operation', () => {
  expect(toRecoveryReport(endWith(operation(), 'failed', toFailure(error)))).toMatchObject({
    id: 'id',
    action: 'install',
    fileName: 'app.v2.tar.gz',
    outcome: 'failed',
    error: { code: 'OTAU_SCRIPT_FAILED' },
  });
  expect(() => toInstallReport(endWith(operation(), 'failed', toFailure(error)))).toThrow('it failed');
  expect(() => toInstallReport(endDone(operation(), {}))).toThrow(/damaged/);
});
