import { type InstallReport, OtauError } from '@gateway-engine/otau';
import { expect, test } from 'vitest';

import { formatFailed, formatInstalled, formatRemoved } from '../../src/update/fetch-status.ts';

const report: InstallReport = {
  name: 'counter',
  version: '1',
  sha256: 'a'.repeat(64),
  kind: 'program',
  exitCode: 0,
  output: 'copied\n',
  durationMs: 1234,
  outcome: 'installed',
};

test('tells what the script printed and then one summary line (otau 5.1, gwe 81)', () => {
  expect(formatInstalled(report, 'RUNNING')).toBe('copied\ncounter 1: installed, exit code 0, 1.2 s, program RUNNING');
  expect(formatInstalled({ ...report, output: '' }, undefined)).toBe('counter 1: installed, exit code 0, 1.2 s');
});

test('tells why a package was not installed, with the output of a script that failed (gwe 73, 80)', () => {
  const error = new OtauError('OTAU_SCRIPT_FAILED', 'install.sh failed', { exitCode: 3, output: 'no space left\n' });
  expect(formatFailed('x.v1.tar.gz', error)).toBe(
    'no space left\nx.v1.tar.gz: failed (OTAU_SCRIPT_FAILED, exit code 3): install.sh failed',
  );
});

test('tells of an app that was removed what its script said (otau 3.11)', () => {
  const removed = { id: '1', name: 'counter', version: '1', output: '' };
  expect(formatRemoved(removed)).toBe('counter 1: removed');
  expect(formatRemoved({ ...removed, exitCode: 4, output: 'no\n' })).toBe(
    'no\ncounter 1: removed, uninstall.sh ended with 4',
  );
});
