import { expect, test } from 'vitest';
import { checkExpansions, escapeComments, escapePercent, type ExpansionNames } from '../../src/conf/expansion.ts';

const NAMES: ExpansionNames = new Map([
  ['program_name', 'text'],
  ['here', 'text'],
  ['process_num', 'number'],
  ['ENV_PATH', 'text'],
]);

test('accepts the expressions of supervisord (supervisord 1.2)', () => {
  for (const value of ['100%%', '%(here)s/x', '%(process_num)02d', '%(ENV_PATH)s', 'a %(program_name).0s; b', '']) {
    expect(checkExpansions(value, NAMES).problems, value).toEqual([]);
  }
  expect(checkExpansions('%(program_name).0s;%%%(process_num)02d', NAMES).expanded).toBe(';%0');
});

test('refuses what makes supervisord refuse the whole conf (supervisord 1.2)', () => {
  for (const value of ['100%', '50% Y', '%s', '%(here)', '%(here', '%(here)d', '%(nope)s', '%(process_num)c', '%()s']) {
    expect(checkExpansions(value, NAMES).problems, value).toHaveLength(1);
  }
  expect(checkExpansions('100% sure', NAMES).problems[0]).toContain('write %%');
  expect(checkExpansions('%(ENV_X)s', NAMES).problems[0]).toContain('environment');
});

test('refuses expressions that ask for huge texts', () => {
  expect(checkExpansions('%(process_num)1000000000d', NAMES).problems).toHaveLength(1);
  expect(checkExpansions('%(here).99999999s', NAMES).problems).toHaveLength(1);
});

test('escapes what would be expanded or cut off', () => {
  expect(escapePercent('100% %(x)s')).toBe('100%% %%(x)s');
  expect(escapeComments('a ; b#c\t#d')).toBe('a %(program_name).0s; b#c\t%(program_name).0s#d');
  expect(escapeComments(';a')).toBe('%(program_name).0s;a');
});

test('%(here)s is replaced before all else, so a percent sign before it does not escape it', () => {
  expect(checkExpansions('%%(here)s', NAMES).problems[0]).toContain('write %%%(program_name).0s(here)s');
  expect(escapePercent('%(here)s')).toBe('%%%(program_name).0s(here)s');
  expect(checkExpansions(escapePercent('100%%(here)s'), NAMES)).toEqual({ problems: [], expanded: '100%%(here)s' });
});
