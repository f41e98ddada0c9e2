import { expect, test } from 'vitest';
import { isEndReport, isOperation } from '../../src/journal/operation.ts';
import { managedOperation, operation } from '../fixtures/operation.ts';

test('knows its own operations again', () => {
  for (const known of [operation(), managedOperation({ state: 'rollingBack', switched: true })]) {
    expect(isOperation(JSON.parse(JSON.stringify(known)))).toBe(true);
  }
});

test.each([
  ['a state of another version', { state: 'polishing' }],
  ['another action', { action: 'dance' }],
  ['a name that is none', { name: 1 }],
  ['a digest that is none', { to: { version: '1', sha256: 'x' } }],
  ['a row that is none', { from: {} }],
  ['a commit without its report', { state: 'committed' }],
])('takes %s for damage (otau 3.3)', (_, change) => {
  expect(isOperation({ ...operation(), ...change })).toBe(false);
});

test('a report has a head', () => {
  const { id, action, fileName, name, version } = operation();
  expect(isEndReport({ id, action, fileName, name, version, outcome: 'done' })).toBe(true);
  expect(isEndReport({ id })).toBe(false);
});
