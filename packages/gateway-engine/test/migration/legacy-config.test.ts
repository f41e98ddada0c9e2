import { expect, test } from 'vitest';

import { parseVersionList, readLegacyConfig } from '../../src/migration/legacy-config.ts';

test('takes interval, level, agent and versions, whatever their keys are called (gwe 41, 45)', () => {
  const text = `[engine]
update_interval = 3600
debuglevel = debug
user-agent = ''
installed = [{"counter": 1},{"ntp_updater": "1-0-6"}]
colour = blue
`;
  expect(readLegacyConfig(text)).toEqual({
    settings: { updateIntervalS: 3600, debugLevel: 'DEBUG', userAgent: '' },
    apps: [
      { name: 'counter', version: '1' },
      { name: 'ntp_updater', version: '1-0-6' },
    ],
    unknown: ['colour'],
  });
});

test('a value that makes no sense is left, and said to be', () => {
  expect(readLegacyConfig('[x]\nupdate_interval = never\nlog_level = loud\n')).toEqual({
    settings: {},
    apps: [],
    unknown: ['update_interval', 'log_level'],
  });
  expect(readLegacyConfig('')).toEqual({ settings: {}, apps: [], unknown: [] });
});

test('what is no list of versions is none', () => {
  for (const text of ['', '{}', '[1]', '[null]', '[{"a":[]}]', '[{"a":1},2]']) {
    expect(parseVersionList(text)).toBeUndefined();
  }
  expect(parseVersionList('[]')).toEqual([]);
});
