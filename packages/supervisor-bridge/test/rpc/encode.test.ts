import { expect, test } from 'vitest';
import { formatCall } from '../../src/rpc/encode.ts';

test('writes a call with its parameters, each with its type', () => {
  expect(formatCall('supervisor.startProcess', ['a<b>&c', -1, false])).toBe(
    '<?xml version="1.0"?><methodCall><methodName>supervisor.startProcess</methodName><params>' +
      '<param><value><string>a&lt;b&gt;&amp;c</string></value></param>' +
      '<param><value><int>-1</int></value></param>' +
      '<param><value><boolean>0</boolean></value></param></params></methodCall>',
  );
});

test('refuses what XML cannot carry: one such byte breaks the answer for every caller (supervisord 1.6)', () => {
  for (const text of ['a\u0000', '\u001b[1m', '\ud800', '\uffff', 'a\rb']) {
    expect(() => formatCall('m', [text]), JSON.stringify(text)).toThrow(TypeError);
  }
  for (const number of [1.5, 2 ** 31, Number.NaN]) expect(() => formatCall('m', [number])).toThrow(TypeError);
});
