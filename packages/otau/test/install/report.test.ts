import { expect, test } from 'vitest';
import { OtauError } from '../../src/errors.ts';
import {
  decideOutcome,
  formatInstallFailure,
  formatInstallReport,
  type InstallReport,
} from '../../src/install/report.ts';

const report: InstallReport = {
  name: 'coffee',
  version: '2',
  sha256: '0'.repeat(64),
  kind: 'program',
  exitCode: 0,
  output: 'copied\n',
  durationMs: 1260,
  outcome: 'installed',
};

test('gives the output, then one summary line (otau 5.1)', () => {
  expect(formatInstallReport(report)).toBe('copied\ncoffee 2: installed, exit code 0, 1.3 s\n');
  expect(formatInstallReport({ ...report, output: 'no newline', outcome: 'reboot', exitCode: 101 })).toBe(
    'no newline\ncoffee 2: installed, reboot wanted, exit code 101, 1.3 s\n',
  );
});

test('says what failed, whether the script ran or not (otau 5.1, gwe 73)', () => {
  const failed = new OtauError('OTAU_SCRIPT_FAILED', 'It failed.', { exitCode: 3, output: 'why' });
  expect(formatInstallFailure('a.v1.tar.gz', failed)).toBe(
    'why\na.v1.tar.gz: failed (OTAU_SCRIPT_FAILED, exit code 3): It failed.\n',
  );
  expect(formatInstallFailure('a\n', new Error('odd'))).toBe('a\\u{a}: failed: odd\n');
});

test('cuts the output, never the summary (otau 5.1)', () => {
  const text = formatInstallReport({ ...report, output: 'x'.repeat(100_000) }, 1000);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1000);
  expect(text).toMatch(/^x+\n\[… \d+ bytes left out …\]\nx*\ncoffee 2: installed, exit code 0, 1\.3 s\n$/);
});

test.each([
  [0, 'installed'],
  [100, 'restartEngine'],
  [101, 'reboot'],
  [1, undefined],
  [undefined, undefined],
])('exit code %s means %s (otau 3.5)', (exitCode, outcome) => {
  expect(decideOutcome(exitCode)).toBe(outcome);
});
