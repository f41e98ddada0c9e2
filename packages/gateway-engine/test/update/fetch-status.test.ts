import { expect, test } from 'vitest';

import { GatewayEngineError } from '../../src/errors.ts';
import { formatFailed, formatInstalled, formatInterrupted } from '../../src/update/fetch-status.ts';

const report = { name: 'counter', version: '1', exitCode: 0, output: 'copied\n', durationMs: 1234 };

test('tells what the script printed and then one summary line (otau 5.1)', () => {
  expect(formatInstalled(report, 'RUNNING')).toBe('copied\ncounter 1: installed, exit code 0, 1.2 s, program RUNNING');
  expect(formatInstalled({ ...report, output: '' }, undefined)).toBe('counter 1: installed, exit code 0, 1.2 s');
});

test('tells why a package was not installed, with the output of a script that failed', () => {
  expect(formatFailed('x.v1.tar.gz', new GatewayEngineError('GATEWAY_COMMAND_INVALID', 'no such content'))).toBe(
    'x.v1.tar.gz: not installed. GATEWAY_COMMAND_INVALID: no such content',
  );
  const failed = Object.assign(new Error('install.sh ended with 3'), { output: 'cp: no space left\n' });
  expect(formatFailed('x.v1.tar.gz', failed)).toBe('cp: no space left\nx.v1.tar.gz: not installed. install.sh ended with 3');
});

test('says of an interrupted install what to do', () => {
  expect(formatInterrupted('x.v1.tar.gz')).toContain('Deploy it again.');
});
