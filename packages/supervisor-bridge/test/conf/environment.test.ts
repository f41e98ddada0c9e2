import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatEnvironment, isVariableName, parseEnvironment } from '../../src/conf/environment.ts';
import { shellText } from '../support/arbitraries.ts';
import { askOracle } from '../support/oracle.ts';

const FIXED = [
  'A="a,b",B=2',
  `A='a,b'`,
  `A="it's"`,
  'A=""',
  'A=a#b,B=2',
  'A=a b',
  'A=http://h/x?y=1',
  `A='"x"'`,
  'A=',
  'A',
  'A=a@b',
  'A=1,,B=2',
  'A=1 B=2',
  'A="a #b"',
  'A="open',
  'PATH="$PATH:/x"',
  '',
];

test('reads variables as supervisord 4.2 does, over fixed and generated texts (supervisord 1.3)', () => {
  const texts = [...FIXED, ...fc.sample(shellText, 1500)];
  const answers = askOracle('environment', texts);
  for (const [index, text] of texts.entries()) {
    const ours = parseEnvironment(text);
    const theirs = answers[index]!;
    expect('variables' in ours ? [...ours.variables] : undefined, JSON.stringify(text)).toEqual(
      'value' in theirs ? theirs.value : undefined,
    );
  }
});

test('warns where supervisord silently loses part of a value (supervisord 1.3)', () => {
  for (const text of ['A=a b', 'A=http://h/x?y=1']) {
    expect(parseEnvironment(text), text).toMatchObject({ warnings: [expect.stringContaining('value of A')] });
  }
  expect(parseEnvironment('A="a b",B=2')).toMatchObject({ warnings: [] });
});

test('writes variables so that 4.2 and later read the same (supervisord 1.3)', () => {
  expect(formatEnvironment({ A: 'x ;y', B: "it's", C: '100%', D: 'a"b\\c', E: '' })).toEqual({
    text: `A='x %(program_name).0s;y',B="it's",C='100%%',D='a"b\\c',E=''`,
    problems: [],
  });
});

test('reports every variable that no form of quoting keeps (supervisord 1.3)', () => {
  const { problems } = formatEnvironment({ 'A-B': '1', Q: `'"`, S: '"x', N: 'a\nb', Z: 'a\0' });
  expect(problems).toHaveLength(5);
  expect(isVariableName('_A1')).toBe(true);
  expect(isVariableName('1A')).toBe(false);
});
