import { parseConf } from '@gateway-engine/supervisor-bridge';
import { expect, test } from 'vitest';

import { parseSeconds, PYTHON_2_COMMENTS, readValue, writeValue } from '../../src/configuration/cfg-value.ts';

test('two apostrophes, nothing, and a missing key mean empty (gwe 30)', () => {
  expect([readValue("''"), readValue(''), readValue(undefined), readValue('x')]).toEqual(['', '', '', 'x']);
});

test('a value is given back as it was written, also one that Python 3 would cut at a #', () => {
  for (const value of ['anyserial!@#$%^&*()number', '00:2F:AC:43:55:A0', 'a #b', '50%', '[x]', 'a=b:c']) {
    const document = parseConf('[device]\n', PYTHON_2_COMMENTS);
    writeValue(document, 'device', 'uuid', value);
    expect(readValue(parseConf(document.toString(), PYTHON_2_COMMENTS).get('device', 'uuid'))).toBe(value);
  }
});

test.each(['a\nb', 'tab\tin', ' leading', 'cut ;here', '\u0000'])(
  '%j is refused: the file would not give it back',
  (value) => {
    const document = parseConf('[device]\n', PYTHON_2_COMMENTS);
    expect(() => {
      writeValue(document, 'device', 'uuid', value);
    }).toThrow(expect.objectContaining({ code: 'GATEWAY_CONFIG_INVALID' }) as Error);
  },
);

test('seconds are whole and at least one', () => {
  expect(parseSeconds('300', 'x')).toBe(300);
  for (const text of ['0', '-1', '1.5', 'soon', ''])
    expect(() => parseSeconds(text, 'the interval')).toThrow(/the interval/);
});
