import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatIni, formatOptions, parseIni, setIniOption } from '../../src/config/ini.ts';

const TEXT =
  '; of the shop floor\n[unq]\n# slow link\nbatch_record_period = 300.0\nBatch_Qty: 60\n\n[db]\npath=x\nempty =\n';

test('reads what ConfigParser writes: = or :, any case, comments, two apostrophes for nothing (gwe B30)', () => {
  const ini = parseIni(`${TEXT}none = ''\n`);
  expect(ini.get('unq')).toEqual(
    new Map([
      ['batch_record_period', '300.0'],
      ['batch_qty', '60'],
    ]),
  );
  expect(ini.get('db')).toEqual(
    new Map([
      ['path', 'x'],
      ['empty', ''],
      ['none', ''],
    ]),
  );
  expect(parseIni('lost = 1\n')).toEqual(new Map());
});

test('sets one option and leaves the rest as it is, comments too', () => {
  expect(setIniOption(TEXT, 'unq', 'batch_qty', '7')).toBe(TEXT.replace('Batch_Qty: 60', 'batch_qty = 7'));
  expect(setIniOption(TEXT, 'unq', 'when_full', 'refuse')).toBe(TEXT.replace('[unq]\n', '[unq]\nwhen_full = refuse\n'));
  expect(setIniOption('', 'unq', 'batch_qty', '7')).toBe('[unq]\nbatch_qty = 7\n');
  expect(setIniOption(TEXT, 'http', 'port', '1')).toBe(`${TEXT.trimEnd()}\n\n[http]\nport = 1\n`);
});

test('what was set is what is read, whatever else stands there', () => {
  const word = fc.stringMatching(/^[a-z_]{1,8}$/);
  const value = fc.stringMatching(/^[!-&(-~]{1,12}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word, value), { minLength: 1, maxLength: 8 }), (options) => {
      const text = options.reduce((sum, [section, key, set]) => setIniOption(sum, section, key, set), TEXT);
      const expected = new Map(options.map(([section, key, set]) => [`${section} ${key}`, set]));
      for (const [name, set] of expected) {
        const [section = '', key = ''] = name.split(' ');
        expect(parseIni(text).get(section)?.get(key)).toBe(set);
      }
    }),
  );
});

test('writes sections and options as they are read', () => {
  const ini = parseIni(TEXT);
  expect(parseIni(formatIni(ini))).toEqual(ini);
  expect(formatOptions(new Map([['a', '1']]))).toBe('a = 1\n');
});
