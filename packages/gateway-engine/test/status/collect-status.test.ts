import { expect, test } from 'vitest';

import { createGatewayCfg } from '../../src/configuration/gateway-cfg.ts';
import { acquireEngineLock } from '../../src/engine-lock.ts';
import { gatewayPaths } from '../../src/paths.ts';
import { collectApps, collectStatus } from '../../src/status/collect-status.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('a part that cannot be told does not hide the others (gwe 119)', async () => {
  const paths = gatewayPaths(await temporaryFolder());
  await createGatewayCfg(paths.gatewayCfg).update({ vendor: 'acme', model: 'gw', uuid: 'S-1', cik: 'c'.repeat(40) });
  const lock = await acquireEngineLock(paths.stateDir);
  const status = await collectStatus({
    paths,
    version: '1.2.3',
    gmqUrl: 'http://127.0.0.1:9',
    programs: () => Promise.reject(new Error('supervisord is down')),
    inventory: () => Promise.resolve([{ name: 'counter', version: '1' }]),
    pending: () => Promise.resolve(['a.v2.tar.gz']),
  });
  await lock.release();
  expect(status).toMatchObject({
    serial: 'S-1',
    activated: true,
    running: true,
    platformUrl: 'https://acme.m2.exosite.com',
    apps: [{ name: 'counter', version: '1', state: '', uptime: '' }],
    supervisorError: 'supervisord is down',
    pending: ['a.v2.tar.gz'],
  });
  expect(status).not.toHaveProperty('queue');
  expect(status).not.toHaveProperty('engine');
  expect(JSON.stringify(status)).not.toContain('cccccccc');
});

test('what is installed and what runs are one list by name (gwe 55)', async () => {
  const { apps } = await collectApps({
    programs: () => Promise.resolve([{ name: 'gwe', state: 'RUNNING', uptime: '0:00:01' }]),
    inventory: () => Promise.resolve([{ name: 'counter', version: '1' }]),
  });
  expect(apps.map(({ name, state }) => `${name} ${state}`)).toEqual(['counter ', 'gwe RUNNING']);
});
