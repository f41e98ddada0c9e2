import { expect, test } from 'vitest';
import { parseConf } from '../../src/conf/document.ts';
import { formatProgram } from '../../src/program/section.ts';
import { findingsOf } from '../support/refusal.ts';

test('writes one section whose values are read back', () => {
  const text = formatProgram(
    'app',
    new Map([
      ['command', 'a\nb'],
      ['environment', 'A="x ;y"'],
    ]),
  );
  expect(text).toBe('[program:app]\ncommand = a\n    b\nenvironment = A="x %(program_name).0s;y"\n');
  expect(parseConf(text).get('program:app', 'command')).toBe('a\nb');
});

test('refuses values that would become something else', async () => {
  for (const value of [' a', 'a\r[program:gwe]', 'a\n\n', 'a\r\ncommand = b']) {
    const findings = await findingsOf(() => formatProgram('app', new Map([['command', value]])));
    expect(findings, JSON.stringify(value)).toHaveLength(1);
  }
});
