import { expect, test } from 'vitest';
import { checkSettings } from '../../src/program/settings.ts';
import { containing } from '../support/matchers.ts';

const problems = (settings: Record<string, string>, environmentNames: readonly string[] = []): readonly string[] =>
  checkSettings(new Map(Object.entries(settings)), environmentNames)
    .filter(({ harmless }) => harmless !== true)
    .map(({ key }) => key);

test('knows only variables that are certain to exist (supervisord 1.2)', () => {
  expect(problems({ command: '/bin/x %(ENV_HOME)s' })).toEqual(['command']);
  expect(problems({ command: '/bin/x %(ENV_HOME)s' }, ['HOME'])).toEqual([]);
  expect(problems({ command: '/bin/x %(ENV_MINE)s', environment: 'MINE="1"' })).toEqual([]);
  expect(problems({ environment: 'A="%(ENV_HOME)s"' })).toEqual(['environment']);
});

test('a log file is expanded twice (supervisord 1.2)', () => {
  expect(problems({ stdout_logfile: '/l/100%%.log' })).toEqual(['stdout_logfile']);
  expect(problems({ stdout_logfile: '/l/100%%%%.log' })).toEqual([]);
  expect(problems({ stdout_logfile: '/l/%(ENV_P)s', environment: 'P="100%%"' })).toEqual(['stdout_logfile']);
});

test('checks values that depend on each other (supervisord 1.4)', () => {
  expect(problems({ stopasgroup: 'true', killasgroup: 'false' })).toEqual(['killasgroup']);
  expect(problems({ stopasgroup: 'true' })).toEqual([]);
  expect(problems({ numprocs: '2' })).toEqual(['numprocs']);
  expect(problems({ numprocs: '2', process_name: '%(program_name)s_%(process_num)02d' })).toEqual([]);
  expect(problems({ process_name: '%(here)s/../x' })).toEqual(['process_name']);
});

test('refuses commands that supervisord cannot split (supervisord 1.5)', () => {
  for (const command of ['', '""', 'sh -c "a', '100%']) expect(problems({ command }), command).toEqual(['command']);
});

test('warns of a relative program, which is not looked up in "directory" (supervisord 1.5)', () => {
  const found = checkSettings(new Map([['command', './start.sh']]), []);
  expect(found).toEqual([{ key: 'command', message: containing('full path'), harmless: true }]);
});

test('refuses expressions where a number or switch must stand', () => {
  expect(problems({ priority: '%(process_num)d', autostart: '%(ENV_A)s' }, ['A'])).toEqual(['priority', 'autostart']);
});

test('a log file is a full path or a bare name: its folder must be certain (supervisord 1.7)', () => {
  for (const value of ['/var/log/x.log', 'x.log', '%(here)s/x.log', 'NONE', '']) {
    expect(problems({ stdout_logfile: value }), value).toEqual([]);
  }
  for (const value of ['logs/x.log', './x.log', '~/x.log', '%(program_name)s/x', 'unix:///tmp/s']) {
    expect(problems({ stdout_logfile: value }), value).toEqual(['stdout_logfile']);
  }
});
