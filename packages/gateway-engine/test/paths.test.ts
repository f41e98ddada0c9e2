import { expect, test } from 'vitest';

import { gatewayPaths } from '../src/paths.ts';

test('every path lies under the one prefix (design 4.1)', () => {
  expect(Object.values(gatewayPaths('/')).every((path: string) => path.startsWith('/'))).toBe(true);
  expect(gatewayPaths('/tmp/g')).toMatchObject({
    gatewayCfg: '/tmp/g/etc/gateway-engine/Gateway.cfg',
    engineConfig: '/tmp/g/etc/gateway-engine/Engine.config',
    supervisorConfDir: '/tmp/g/etc/supervisor/conf.d',
    logDir: '/tmp/g/var/log',
  });
});
