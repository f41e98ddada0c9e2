import { CommanderError } from 'commander';
import { expect, test } from 'vitest';

import { createProgram, type GweFlags, readFlags } from '../../src/cli/program.ts';

function parse(...argv: readonly string[]): GweFlags {
  const program = createProgram('1.2.3')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  program.parse(argv, { from: 'user' });
  return readFlags(program);
}

test('takes the short options of the Python engine (gwe 4–6, 8, 14–18)', () => {
  expect(parse('-P', 'pid', '-u', 'S-1', '-i', 'eth0', '-l', '5', '-t', '60', '-a', "''", '-d', 'INFO')).toEqual({
    setProductId: 'pid',
    setUuid: 'S-1',
    setIface: 'eth0',
    setActRetryInterval: 5,
    setUpdateInterval: 60,
    setUserAgent: "''",
    setDebugLevel: 'INFO',
  });
  expect(parse('-p', '-e', '-g', '-C', '-o')).toEqual({
    path: true,
    engineConf: true,
    gatewayCfg: true,
    gatewayCik: true,
    once: true,
  });
});

test('takes values glued to their option, and lists (gwe 12)', () => {
  expect(parse('-dDEBUG', '--set-update-interval=60')).toEqual({ setDebugLevel: 'DEBUG', setUpdateInterval: 60 });
  expect(parse('-I', 'a.v1.tar.gz', 'b.v1.tar.gz')).toEqual({ installApps: ['a.v1.tar.gz', 'b.v1.tar.gz'] });
});

test('takes the names under which other documents have the same option (gwe 10, 14, 22)', () => {
  expect(parse('--product-id', 'pid')).toEqual({ setProductId: 'pid' });
  expect(parse('--build-app-tarball', 'a.json')).toEqual({ buildApp: 'a.json' });
  expect(parse('-y', 'a.json')).toEqual({ buildApp: 'a.json' });
  expect(parse('--check-tarfile', 'a.tar.gz')).toEqual({ checkTarball: 'a.tar.gz' });
});

test.each([['--set-update-interval', '0'], ['-t', 'soon'], ['-d', 'LOUD'], ['--with-gmq', '99999'], ['--build-id']])(
  'refuses %s %s (gwe 24, 43)',
  (...argv) => {
    expect(() => parse(...argv)).toThrow(CommanderError);
  },
);
