import { expect, test } from 'vitest';
import { explainProgramName } from '../../src/program/name.ts';

test('accepts plain names (supervisord 1.6)', () => {
  for (const name of ['coffee_reporter', 'a', '0', 'gmq-sine-demo', 'ntp.updater', 'x'.repeat(64)]) {
    expect(explainProgramName(name), name).toBeUndefined();
  }
});

test('refuses names that supervisord takes but that break its callers (supervisord 1.6)', () => {
  const names = [
    '',
    '.',
    '..',
    '*',
    '[x]',
    'a b',
    'a:b',
    'a/b',
    'a\tb',
    '\u00a0',
    'é',
    "'a'",
    'a\0',
    '-c',
    'a\n',
    'x'.repeat(65),
  ];
  for (const name of names) expect(explainProgramName(name), JSON.stringify(name)).toBeDefined();
});

test('refuses reserved names in any case; "all" always', () => {
  for (const name of ['all', 'ALL', 'gwe', 'Gwe', 'gmq', 'supervisord'])
    expect(explainProgramName(name)).toContain('reserved');
  expect(explainProgramName('gwe', [])).toBeUndefined();
  expect(explainProgramName('All', [])).toContain('reserved');
});
