import { expect, test } from 'vitest';
import { parseIni } from '../../src/config/ini.ts';
import { checkConfig, findOption, number, oneOf, suggest, type ConfigOption } from '../../src/config/options.ts';

const OPTIONS: readonly ConfigOption[] = [
  { section: 'unq', key: 'batch_qty', default: '100', help: '', check: number(1, 1000) },
  { section: 'unq', key: 'when_full', default: 'refuse', help: '', check: oneOf('refuse', 'dropOldest') },
];
const check = (text: string) => checkConfig(OPTIONS, parseIni(text), '/etc/gmq.cfg');

test('a missing option has its default', () => {
  expect(check('').get('unq', 'batch_qty')).toBe('100');
  expect(check('[unq]\nbatch_qty=7').get('unq', 'batch_qty')).toBe('7');
  expect(() => check('').get('unq', 'nothing')).toThrow(TypeError);
});

test('a value that cannot be used is shown as it stands, and never used', () => {
  const config = check('[unq]\nbatch_qty=none');
  expect([config.show('unq', 'batch_qty'), config.get('unq', 'batch_qty')]).toEqual(['none', '100']);
  expect(check('').show('unq', 'batch_qty')).toBe('100');
});

test('everything that is wrong is said at once, with the file and what it must be', () => {
  expect(check('[unq]\nbatch_qty = many\nwhen_full = explode\n').faults).toEqual([
    '[unq] batch_qty = many in /etc/gmq.cfg: must be a whole number from 1 to 1000.',
    '[unq] when_full = explode in /etc/gmq.cfg: must be one of refuse, dropOldest.',
  ]);
});

test('what nobody knows stops nothing, and what may have been meant is named', () => {
  const { faults, unknown } = check('[unq]\nbatch_quantity = 7\nbatch_qyt = 7\n');
  expect(faults).toEqual([]);
  expect(unknown).toEqual([
    '[unq] batch_quantity in /etc/gmq.cfg is not known and does nothing.',
    '[unq] batch_qyt in /etc/gmq.cfg is not known and does nothing. Is [unq] batch_qty meant?',
  ]);
});

test('numbers have a range, and fractions only where they may', () => {
  expect([number(0, 1)('0.5'), number(0, 1, false)('0.5'), number(0, 1)(''), number(0, 1)('2')]).toEqual([
    expect.stringContaining('whole'),
    undefined,
    expect.any(String),
    expect.any(String),
  ]);
});

test('options are found whatever the case of their name', () => {
  expect(findOption(OPTIONS, 'unq', 'BATCH_QTY')).toBe(OPTIONS[0]);
  expect(suggest(OPTIONS, 'x', 'something else entirely')).toBe('');
});
