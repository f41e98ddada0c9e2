import { expect, test } from 'vitest';

import { mayNameCommand } from '../../src/cli/command-word.ts';

test('options alone need no subcommands', () => {
  for (const argv of [[], ['--version'], ['-C'], ['--gateway-cik', '-e'], ['--with-gmq'], ['-dDEBUG']]) {
    expect(mayNameCommand(argv), argv.join(' ')).toBe(false);
  }
});

test('a word may name one, and help lists them, also cut short or among other letters (gwe 2)', () => {
  for (const argv of [['status'], ['-d', 'DEBUG'], ['--help'], ['--he'], ['-h'], ['-Ch'], ['--', 'x'], ['-']]) {
    expect(mayNameCommand(argv), argv.join(' ')).toBe(true);
  }
});
