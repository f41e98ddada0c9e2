import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  openConfigFiles,
  resolveAddress,
  resolveGmqOptions,
  resolvePaths,
  resolveQueueSettings,
} from '../../src/cli/settings.ts';
import { createScratch } from '../fixtures/scratch.ts';

function configOf(text: string) {
  const paths = resolvePaths({ GWE_ROOT: createScratch() });
  mkdirSync(join(paths.gmqCfg, '..'), { recursive: true });
  writeFileSync(paths.gmqCfg, text);
  return { paths, config: openConfigFiles(paths).gmq.read() };
}

test('everything lies below GWE_ROOT, or where it is said to lie (gwe K142)', () => {
  expect(resolvePaths({})).toEqual({
    dataDir: '/var/lib/gateway-engine',
    gatewayCfg: '/etc/gateway-engine/Gateway.cfg',
    gmqCfg: '/etc/gateway-engine/gmq.cfg',
    loggingCfg: '/etc/gateway-engine/logging.cfg',
  });
  expect(resolvePaths({ GWE_ROOT: '', GMQ_CFG: '/x/gmq.cfg' })).toMatchObject({ gmqCfg: '/x/gmq.cfg' });
  expect(resolvePaths({ GWE_ROOT: '/srv' })).toMatchObject({ dataDir: '/srv/var/lib/gateway-engine' });
});

test('flags and environment win over gmq.cfg, that over the defaults', () => {
  const { paths, config } = configOf(
    '[http]\nport = 9000\nsocket = /run/gmq.sock\n[platform]\nurl = http://p\n[unq]\nbatch_record_period = 2.5\n',
  );
  expect(resolveAddress({}, config)).toEqual({ host: '127.0.0.1', port: 9000, socketPath: '/run/gmq.sock' });
  expect(resolveAddress({ port: 1, socket: '' }, config)).toEqual({ host: '127.0.0.1', port: 1 });
  expect(resolveQueueSettings({}, config).recordPeriodMs).toBe(2500);
  expect(resolveQueueSettings({ recordPeriod: 0.1 }, config).recordPeriodMs).toBe(100);
  expect(resolveGmqOptions({}, paths, config)).toMatchObject({ platformUrl: 'http://p', dataDir: paths.dataDir });
  expect(resolveGmqOptions({ url: 'http://q', data: '/d' }, paths, config)).toMatchObject({
    platformUrl: 'http://q',
    dataDir: '/d',
    minFreeBytes: 8 * 1024 * 1024,
  });
});
