import { expect, test } from 'vitest';
import { formatFinding, isSupervisorBridgeError, refuseConf, SupervisorBridgeError } from '../src/error.ts';

test('an error says whether repeating the call can help', () => {
  expect(new SupervisorBridgeError('SUPERVISOR_DOWN', 'x').retryable).toBe(true);
  expect(new SupervisorBridgeError('SUPERVISOR_CONF_BROKEN', 'x').retryable).toBe(false);
});

test('keeps its cause, and is told apart from other errors', () => {
  const cause = new Error('inner');
  const error = new SupervisorBridgeError('SUPERVISOR_UNEXPECTED', 'outer', { cause });
  expect(error.cause).toBe(cause);
  expect(isSupervisorBridgeError(error)).toBe(true);
  expect(isSupervisorBridgeError(cause)).toBe(false);
});

test('a refusal lists its findings, a line each, and stays short however many there are', () => {
  const finding = { line: 3, key: 'autostart', message: 'must be true or false' };
  expect(formatFinding(finding)).toBe('line 3, autostart: must be true or false');
  expect(refuseConf('It', [finding, { ...finding, line: 0 }]).message).toBe(
    'It has 2 mistakes:\n  line 3, autostart: must be true or false\n  autostart: must be true or false',
  );
  const many = refuseConf(
    'It',
    Array.from({ length: 5000 }, () => finding),
  );
  expect(many.findings).toHaveLength(5000);
  expect(many.message).toContain('and 4980 more');
});
