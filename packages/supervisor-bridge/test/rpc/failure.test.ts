import { expect, test } from 'vitest';
import { explainConnection, explainFault, explainFlood, explainHang, explainStatus } from '../../src/rpc/failure.ts';

test.each([
  [6, 'SUPERVISOR_SHUTTING_DOWN'],
  [10, 'SUPERVISOR_NO_SUCH_PROGRAM'],
  [20, 'SUPERVISOR_SPAWN_FAILED'],
  [21, 'SUPERVISOR_SPAWN_FAILED'],
  [30, 'SUPERVISOR_STOP_FAILED'],
  [40, 'SUPERVISOR_SPAWN_FAILED'],
  [50, 'SUPERVISOR_SPAWN_FAILED'],
  [70, 'SUPERVISOR_NOT_RUNNING'],
  [91, 'SUPERVISOR_STOP_FAILED'],
  [92, 'SUPERVISOR_CONF_BROKEN'],
  [1, 'SUPERVISOR_UNEXPECTED'],
] as const)('fault %i is %s (supervisord 4)', (fault, code) => {
  expect(explainFault('start app', fault, 'FAULT_NAME: app').code).toBe(code);
});

test('a broken conf is told as supervisord puts it, without what it lists along (supervisord 1.2)', () => {
  const text =
    "CANT_REREAD: Format string '%(x)s' for 'program:a.command' contains names ('x') which cannot be expanded. Available names: ENV_SECRET, here in section 'program:a' (file: '/c/a.conf')";
  const error = explainFault('reloadConfig', 92, text);
  expect(error.message).not.toContain('SECRET');
  expect(error.findings[0]?.message).toMatch(/^Format string .*'\/c\/a.conf'\)$/u);
});

test.each([
  ['ENOENT', 'SUPERVISOR_DOWN', 'SOCKET_MISSING'],
  ['ECONNREFUSED', 'SUPERVISOR_DOWN', 'SOCKET_STALE'],
  ['ECONNRESET', 'SUPERVISOR_DOWN', 'CONNECTION_LOST'],
  ['EPIPE', 'SUPERVISOR_DOWN', 'CONNECTION_LOST'],
  ['EACCES', 'SUPERVISOR_DENIED', undefined],
  ['EAGAIN', 'SUPERVISOR_HUNG', undefined],
  ['HPE_INVALID_CONSTANT', 'SUPERVISOR_UNEXPECTED', undefined],
])('a connection that fails with %s is %s (supervisord 3)', (system, code, reason) => {
  const error = explainConnection('status', '/run/s.sock', Object.assign(new Error('why'), { code: system }));
  expect([error.code, error.reason]).toEqual([code, reason]);
  expect(error.message).toContain('/run/s.sock');
});

test('what HTTP says', () => {
  expect(explainStatus('x', 401).code).toBe('SUPERVISOR_UNAUTHORIZED');
  expect(explainStatus('x', 500).code).toBe('SUPERVISOR_UNEXPECTED');
  expect(explainHang('x', '/s', 5).code).toBe('SUPERVISOR_HUNG');
  expect(explainFlood('x', 5).code).toBe('SUPERVISOR_UNEXPECTED');
});
