import { resolve } from 'node:path';

import { createEngineConfig, createGatewayCfg, createStandardGateway, gatewayPaths } from 'gateway-engine';

const [folder = 'gateway', platformUrl = ''] = process.argv.slice(2);
const root = resolve(folder);
await createGatewayCfg(gatewayPaths(root).gatewayCfg).update({ vendor: 'acme', model: 'gateway', uuid: '0001' });
await createEngineConfig(gatewayPaths(root).engineConfig).update({ platformUrl });
const standard = await createStandardGateway({ root, version: '1.0.0' });
process.on('SIGTERM', () => void standard.gateway.stop());
console.log('ended:', await standard.gateway.run());
await standard.close();
