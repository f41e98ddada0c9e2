import { join } from 'node:path';

import { createDeviceClient, type DeviceClient } from '@gateway-engine/device-client';
import { type Clock, createEngineConfig, createGateway, createGatewayCfg, type Gateway } from 'gateway-engine';

import { type CountedPlatform, DEVICE, type VirtualTime } from './platform.ts';

/** What a small gateway runs. */
const APPS = ['gmq', 'sine_demo', 'modbus_reader'] as const;

/** The real engine, with three apps that run. */
export interface Engine extends AsyncDisposable {
  checkIn(): Promise<void>;
  /** Forgets connections and TLS sessions, as a gateway does that has waited four hours or was started anew. */
  forgetConnections(): Promise<void>;
  cik(): Promise<string>;
}

/** Creates it with its state under `root`. */
export async function createEngine(root: string, platform: CountedPlatform, time: VirtualTime): Promise<Engine> {
  const cfg = createGatewayCfg(join(root, 'Gateway.cfg'));
  await cfg.update({ vendor: DEVICE.vendor, model: DEVICE.model, uuid: DEVICE.serial });
  const open = (): DeviceClient =>
    createDeviceClient({ baseUrl: platform.url, ca: platform.ca, userAgent: 'GatewayEngine-v1.0.0' });
  let client = open();
  const gateway = createGateway({
    client: {
      activate: (identity, call) => client.activate(identity, call),
      write: (cik, values, call) => client.write(cik, values, call),
      writeRead: (cik, values, aliases, call) => client.writeRead(cik, values, aliases, call),
    },
    cfg,
    config: createEngineConfig(join(root, 'Engine.config')),
    installer: idleInstaller(),
    supervisor: {
      status: () =>
        Promise.resolve(APPS.map((name) => ({ name, state: 'RUNNING', pid: process.pid, uptime: '4:01:38' }))),
    },
    stateDir: root,
    version: '1.0.0',
    clock: virtualClock(time),
  });
  return {
    checkIn: () => checkInOnce(gateway),
    async forgetConnections() {
      await client.close();
      client = open();
    },
    cik: async () => (await cfg.read()).cik,
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      await client.close();
    },
  };
}

async function checkInOnce(gateway: Gateway): Promise<void> {
  await gateway.once();
}

function idleInstaller(): Parameters<typeof createGateway>[0]['installer'] {
  const unused = (): Promise<never> => Promise.reject(new Error('nothing is installed in this benchmark'));
  return {
    install: unused,
    uninstall: unused,
    acknowledge: () => Promise.resolve(),
    inventory: () => Promise.resolve(APPS.map((name) => ({ name, version: '1.0.0' }))),
    recover: () => Promise.resolve([]),
  };
}

function virtualClock(time: VirtualTime): Clock {
  return {
    now: () => time.nowMs,
    monotonic: () => time.nowMs,
    sleep(ms) {
      time.nowMs += ms;
      return Promise.resolve();
    },
  };
}
