import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinCommand, splitCommand } from '../../src/conf/shell-words.ts';
import { shellText } from '../support/arbitraries.ts';
import { askOracle } from '../support/oracle.ts';
import { containing } from '../support/matchers.ts';

test('splits commands as supervisord does, over fixed and generated texts (supervisord 1.5)', () => {
  const texts = [
    'a "b c" d',
    `'it'"'"'s'`,
    'a\\ b',
    '"a\\"b\\c"',
    '""',
    "''x",
    '"open',
    'end\\',
    'a\nb',
    ...fc.sample(shellText, 1500),
  ];
  const answers = askOracle('split', texts);
  for (const [index, text] of texts.entries()) {
    const ours = splitCommand(text);
    const theirs = answers[index]!;
    expect('words' in ours ? ours.words : undefined, JSON.stringify(text)).toEqual(
      'value' in theirs ? theirs.value : undefined,
    );
  }
});

test('joined words split into themselves', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), shellText)), (words) => {
      expect(splitCommand(joinCommand(words))).toEqual({ words });
    }),
  );
});

test('says what is wrong with a command', () => {
  expect(splitCommand('sh -c "a')).toEqual({ problem: containing('never closed') });
  expect(splitCommand('a\\')).toEqual({ problem: containing('backslash') });
});
