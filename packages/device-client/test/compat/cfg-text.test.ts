import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDeviceCfg, setDeviceOption } from '../../src/compat/cfg-text.ts';

const DEFAULT = "[device]\ncik = ''\nmodel = ''\nvendor = ''\nuuid = ''\niface = ''\n\n";

test("takes '', nothing after = and a bare name for empty (gwe B30)", () => {
  const cfg = parseDeviceCfg("[device]\ncik = ''\nmodel=\nvendor\nuuid: 00:11:22\n# note\n; note\niface = eth0\r\n");
  expect(cfg).toEqual(
    new Map([
      ['cik', ''],
      ['model', ''],
      ['vendor', ''],
      ['uuid', '00:11:22'],
      ['iface', 'eth0'],
    ]),
  );
});

test('reads no other section', () => {
  expect(parseDeviceCfg('[other]\ncik = x\n')).toBeUndefined();
  expect(parseDeviceCfg('[other]\ncik = x\n[device]\nmodel = m\n[more]\nmodel = n\n')).toEqual(
    new Map([['model', 'm']]),
  );
});

test('sets one option and touches nothing else', () => {
  expect(setDeviceOption(DEFAULT, 'cik', 'abc')).toBe(DEFAULT.replace("cik = ''", 'cik = abc'));
  expect(setDeviceOption('[device]\ncik = abc\n', 'cik', '')).toBe("[device]\ncik = ''\n");
  expect(setDeviceOption('# top\n[device]\nmodel = m\n[cik]\ncik = 1\n', 'cik', '2')).toBe(
    '# top\n[device]\ncik = 2\nmodel = m\n[cik]\ncik = 1\n',
  );
  expect(() => setDeviceOption('[other]\n', 'cik', 'x')).toThrow(TypeError);
});

test('what was set is read back', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-zA-Z]{40}$/), (cik) => {
      expect(parseDeviceCfg(setDeviceOption(DEFAULT, 'cik', cik))?.get('cik')).toBe(cik);
    }),
  );
});
