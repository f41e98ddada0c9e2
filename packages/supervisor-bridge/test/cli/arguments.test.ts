import { expect, test } from 'vitest';
import { formatUsage, parseArguments } from '../../src/cli/arguments.ts';

test('reads the commands', () => {
  expect(parseArguments(['validate', '--name', 'x', 'a', 'b'])).toEqual({
    command: 'validate',
    files: ['a', 'b'],
    name: 'x',
  });
  expect(parseArguments(['quarantine'])).toEqual({
    command: 'quarantine',
    conf: '/etc/supervisor/supervisord.conf',
    dir: '/etc/supervisor/conf.d',
  });
  expect(parseArguments(['--version'])).toEqual({ command: 'version' });
  expect(parseArguments(['validate', '-h'])).toEqual({ command: 'help', topic: 'validate' });
});

test.each([[[]], [['validate']], [['bogus']], [['validate', 'a', '--dir', 'x']], [['quarantine', 'x']], [['--nope']]])(
  'refuses %j',
  (argv) => {
    expect(parseArguments(argv).command).toBe('wrong');
  },
);

test('the help of a command shows that command', () => {
  expect(formatUsage('validate')).not.toContain('--dir');
  expect(formatUsage('all')).toContain('--dir FOLDER');
});
