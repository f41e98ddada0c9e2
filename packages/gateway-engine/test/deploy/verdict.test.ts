import { expect, test } from 'vitest';

import { readVerdict } from '../../src/deploy/verdict.ts';

const PKG = { fileName: 'app.v2.tar.gz', name: 'app', version: '2' };

test.each([
  ['copied\napp 2: installed, exit code 0, 1.2 s, program RUNNING', 'installed'],
  ['app 2: installed, engine restart wanted, exit code 100, 1.2 s', 'installed'],
  ['app.v2.tar.gz: failed (OTAU_SCRIPT_FAILED, exit code 3): install.sh failed', 'failed'],
  ['app 2: installed, exit code 0, 1 s\napp 2: rolled back to 1', 'failed'],
])('%j is %s', (status, outcome) => {
  expect(readVerdict(status, PKG)?.outcome).toBe(outcome);
});

test.each([
  '',
  'app 1: installed, exit code 0, 1 s',
  'app 22: installed',
  'what the script prints of app 2: installed',
])('%j says nothing of this package', (status) => {
  expect(readVerdict(status, PKG)).toBeUndefined();
});
