import { expect, test } from 'vitest';
import { resolveOptions } from '../../src/install/options.ts';
import { callOptions, newRow, probationOf, targetOf } from '../../src/install/steps.ts';
import { type Operation } from '../../src/journal/operation.ts';
import { type Session } from '../../src/install/session.ts';
import { fakeHost } from '../fixtures/app.ts';
import { managedOperation, NEW_SHA, OLD_SHA, operation } from '../fixtures/operation.ts';

const session = {
  options: resolveOptions({ stateDir: '/state', host: fakeHost(), probation: { healthySeconds: 1 } }),
} as Session;

test('the version that is replaced becomes the previous one, and never its own (otau 3.1)', () => {
  expect(newRow(session, operation())).toMatchObject({ version: '2', previous: { version: '1', sha256: OLD_SHA } });
  expect(newRow(session, operation({ to: { version: '1', sha256: OLD_SHA } })).previous).toBeUndefined();
});

test('the host learns the directory of managed apps only (otau 3.4)', () => {
  expect(callOptions(session, managedOperation(), undefined)).toEqual({ directory: '/state/apps/app/current' });
  expect(callOptions(session, operation(), undefined)).toEqual({});
});

test('programs are watched, scripts have nothing to watch (otau 1.3, 3.6)', () => {
  expect(probationOf(session, operation())).toMatchObject({ healthyMs: 1_000 });
  expect(probationOf(session, operation({ kind: 'script' }))).toBeUndefined();
});

test('a journal that does not say what to install is damaged', () => {
  expect(targetOf(operation()).sha256).toBe(NEW_SHA);
  const { name } = operation();
  expect(() => targetOf({ name } as Operation)).toThrow(/does not say/);
});
