import { expect, test } from 'vitest';
import { BOOT_DEFAULTS, quarantineCall, readBootOptions } from '../../src/boot/boot-options.ts';

test('takes plain absolute paths only: they stand in scripts as they are', () => {
  expect(readBootOptions({})).toEqual(BOOT_DEFAULTS);
  for (const path of ['relative', '/a b', '/a;rm', '/$HOME', '/a\n', '/%h', "/a'b", '']) {
    expect(() => readBootOptions({ confPath: path }), path).toThrow(TypeError);
  }
  for (const stopSeconds of [0, 1.5, Number.NaN]) expect(() => readBootOptions({ stopSeconds })).toThrow(TypeError);
});

test('calls the quarantine with both paths', () => {
  expect(quarantineCall(BOOT_DEFAULTS)).toBe(
    '/usr/bin/supervisor-bridge quarantine --conf /etc/supervisor/supervisord.conf --dir /etc/supervisor/conf.d',
  );
});
