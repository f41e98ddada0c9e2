import { expect, test } from 'vitest';
import { GMQ_CFG_OPTIONS, readQueueSettings } from '../../src/config/gmq-cfg.ts';
import { parseIni } from '../../src/config/ini.ts';
import { checkConfig } from '../../src/config/options.ts';

const check = (text: string) => checkConfig(GMQ_CFG_OPTIONS, parseIni(text), 'gmq.cfg');

test('every default can be used', () => {
  for (const { check: find, default: value } of GMQ_CFG_OPTIONS) expect(find(value)).toBeUndefined();
});

test('the record period is 10.0 seconds unless told (gwe K139)', () => {
  expect(check('').get('unq', 'batch_record_period')).toBe('10.0');
  expect(readQueueSettings(check('')).recordPeriodMs).toBe(10_000);
});

test('reads the example of the documents, and ours beside it (gwe K139)', () => {
  const text =
    '[unq]\nbatch_record_period = 300.0\nbatch_qty = 60\nmax_age = 3600\nwhen_full = dropOldest\n' +
    'same_second = last\n[db]\nmax_messages = 1000\nmax_bytes = 4096\nmin_free_bytes = 0\n';
  expect(check(text).faults).toEqual([]);
  expect(readQueueSettings(check(text))).toEqual({
    recordPeriodMs: 300_000,
    maxBatchRecords: 60,
    maxAgeMs: 3_600_000,
    maxMessages: 1000,
    maxBytes: 4096,
    minFreeBytes: 0,
    whenFull: 'dropOldest',
    sameSecond: 'last',
  });
});

test.each(['[http]\nport = 70000', '[http]\nhost =', '[platform]\nurl = ftp://x', '[unq]\nbatch_qty = 0'])(
  '%s cannot be used',
  (text) => {
    expect(check(text).faults).toHaveLength(1);
  },
);
