import { expect, test } from 'vitest';

import { createLedger } from '../../src/gateway-soak/ledger.ts';

const NOTHING = { lost: [], duplicated: [] };

test('one answer to each, and one run of each script, is as it should be', () => {
  const ledger = createLedger();
  ledger.askInstall('pump', '1', true);
  ledger.askInstall('pump', '2', false);
  expect(ledger.unanswered()).toBe(2);
  ledger.tell('done\npump 1: installed, exit code 0\npump.v2.tar.gz: failed (OTAU_DOWNLOAD_FAILED): gone');
  ledger.confirm();
  expect(ledger.unanswered()).toBe(0);
  expect(ledger.close(['pump 1'])).toEqual(NOTHING);
});

test('no answer is a loss, two are one too many', () => {
  const ledger = createLedger();
  ledger.askInstall('pump', '1', true);
  ledger.askNonsense('nonsense-7-');
  ledger.tell('pump 1: installed');
  ledger.confirm();
  ledger.tell('pump 1: installed');
  expect(ledger.close(['pump 1'])).toEqual({
    lost: ['nonsense-7- was not answered'],
    duplicated: ['pump.v1.tar.gz was answered 2 times'],
  });
});

test('what the gateway could not know to be stored it may tell again, with what has come since', () => {
  const ledger = createLedger();
  ledger.askInstall('pump', '1', false);
  ledger.askInstall('pump', '11', false);
  ledger.tell('pump.v1.tar.gz: failed');
  ledger.tell('pump.v1.tar.gz: failed\npump.v11.tar.gz: failed');
  expect(ledger.close([])).toEqual(NOTHING);
});

test('a script that ran twice is one run too many, unless a later version was taken back', () => {
  const ledger = createLedger();
  ledger.askInstall('pump', '1', true);
  ledger.askInstall('pump', '2', true);
  ledger.tell('pump 1: installed\npump.v2.tar.gz: failed (OTAU_APPLY_FAILED): no');
  expect(ledger.close(['pump 1', 'pump 1'])).toMatchObject({
    duplicated: ['the script of pump.v1.tar.gz ran 2 times'],
  });
  expect(ledger.close(['pump 1', 'pump 2', 'pump 1'])).toEqual(NOTHING);
});

test('installed without a run of the script is a lie', () => {
  const ledger = createLedger();
  ledger.askInstall('pump', '1', true);
  ledger.tell('pump 1: installed');
  expect(ledger.close([]).lost).toEqual(['pump.v1.tar.gz was called installed, and its script never ran']);
});
