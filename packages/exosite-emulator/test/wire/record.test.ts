import { describe, expect, test } from 'vitest';
import { parseForm } from '../../src/wire/form.ts';
import {
  formatConflicts,
  parseMultiAliasRecord,
  parseSingleAliasRecord,
  type ParsedRecord,
} from '../../src/wire/record.ts';

function summary(parsed: ParsedRecord): unknown {
  if ('malformed' in parsed) return parsed.malformed;
  return parsed.points.map(({ alias, timestamp, value }) => [alias, timestamp, Buffer.from(value).toString()]);
}

describe('parseMultiAliasRecord', () => {
  test('each alias= opens a group that lasts to the next one (exosite 2.5)', () => {
    const body = 'alias=temperature&1408088308=44&1408088310=45&alias=humidity&1408088308=21';
    expect(summary(parseMultiAliasRecord(parseForm(body)))).toEqual([
      ['temperature', 1_408_088_308, '44'],
      ['temperature', 1_408_088_310, '45'],
      ['humidity', 1_408_088_308, '21'],
    ]);
  });

  test.each([
    ['1408088308=44', 'a value before the first alias='],
    ['alias=&1=2', 'an alias= without a name'],
    ['alias=a', 'no values'],
    ['', 'no values'],
    ['alias=a&1.5=2', 'a timestamp that is not whole epoch seconds'],
    ['alias=a&-5=2', 'a timestamp that is not whole epoch seconds'],
    ['alias=a&1=raw & sign', 'a timestamp that is not whole epoch seconds'],
    ['alias=a&1234567890123=2', 'a timestamp that is not whole epoch seconds'],
    ['alias=a&1408088308', 'a timestamp without ='],
  ])('refuses %j as a whole', (body, why) => {
    expect(summary(parseMultiAliasRecord(parseForm(body)))).toBe(why);
  });
});

describe('parseSingleAliasRecord', () => {
  test('takes timestamps only (exosite 2.5)', () => {
    expect(summary(parseSingleAliasRecord('t', parseForm('1408088308=44&1408088309=')))).toEqual([
      ['t', 1_408_088_308, '44'],
      ['t', 1_408_088_309, ''],
    ]);
    expect(summary(parseSingleAliasRecord('t', parseForm('alias=x&1=2')))).toMatch(/not whole epoch seconds/);
    expect(summary(parseSingleAliasRecord('t', []))).toBe('no values');
  });
});

test('conflicts are grouped by alias, timestamps joined by commas (exosite 2.5, 9)', () => {
  const conflicts = [
    { alias: 'a', timestamp: 100 },
    { alias: 'b&c', timestamp: 200 },
    { alias: 'a', timestamp: 101 },
    { alias: 'a', timestamp: 100 },
  ];
  expect(formatConflicts(conflicts)).toBe('a=100,101&b%26c=200');
});
