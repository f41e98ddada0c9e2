import { expect, test } from 'vitest';
import { parseEngineApps, parseReport, shownText } from '../../src/console/engine-apps.ts';

test('reads every name of every element (gwe 54)', () => {
  const text = JSON.stringify({
    apps: [
      { gmq: { exitstatus: 0, status: 'RUNNING', uptime: '0:01:38', version: '1' } },
      { a: { version: '2' }, b: null },
    ],
  });
  expect(parseEngineApps(text)).toEqual([
    { name: 'gmq', version: '1', status: 'RUNNING', uptime: '0:01:38', exitStatus: '0' },
    { name: 'a', version: '2', status: '', uptime: '', exitStatus: '' },
    { name: 'b', version: '', status: '', uptime: '', exitStatus: '' },
  ]);
});

test.each(['', 'x', '[]', '{}', '{"apps":{}}', '{"apps":[1,null,"x"]}'])('%j lists no apps', (text) => {
  expect(parseEngineApps(text)).toEqual([]);
});

test('reads what an app uses, where the engine tells', () => {
  const text = JSON.stringify({ apps: [{ a: { cpu_s: 12.5, rss_kib: 40 } }, { b: { cpu_s: 'x' } }] });
  const [a, b] = parseEngineApps(text);
  expect(a).toMatchObject({ cpuSeconds: 12.5, memoryBytes: 40_960 });
  expect(b).not.toHaveProperty('cpuSeconds');
});

test('any JSON value has a text', () => {
  expect([undefined, null, 'x', 1, { a: 1 }].map(shownText)).toEqual(['', '', 'x', '1', '{"a":1}']);
  expect(parseReport('{"a":1}')).toEqual({ a: 1 });
});
