import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { InstallReport } from '@gateway-engine/otau';
import { expect, test } from 'vitest';

import { systemClock } from '../src/clock.ts';
import { createEngineConfig } from '../src/configuration/engine-config.ts';
import { createGatewayCfg } from '../src/configuration/gateway-cfg.ts';
import { createGateway, type GatewayOptions } from '../src/gateway.ts';
import { createManualClock } from './fixtures/manual-clock.ts';
import { DEVICE, startPlatform } from './fixtures/platform.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

const OUTCOME: InstallReport = {
  name: 'a',
  version: '1',
  sha256: 'a'.repeat(64),
  kind: 'program',
  exitCode: 0,
  output: 'copied\n',
  durationMs: 1000,
  outcome: 'installed',
};

const UNUSED = {
  uninstall: () => Promise.reject(new Error('not asked for')),
  acknowledge: () => Promise.resolve(),
};

async function setUp(changes: Partial<GatewayOptions> = {}) {
  const { emulator, client } = await startPlatform();
  const root = await temporaryFolder();
  const cfg = createGatewayCfg(join(root, 'Gateway.cfg'));
  await cfg.update({ vendor: DEVICE.vendor, model: DEVICE.model, uuid: DEVICE.serial });
  const config = createEngineConfig(join(root, 'Engine.config'));
  const installed: string[] = [];
  const gateway = createGateway({
    client,
    cfg,
    config,
    installer: {
      install({ fileName }) {
        installed.push(fileName);
        return Promise.resolve(OUTCOME);
      },
      inventory: () => Promise.resolve([{ name: 'a', version: '1' }]),
      recover: () => Promise.reject(new Error('another installer is at work')),
      ...UNUSED,
    },
    supervisor: { status: () => Promise.resolve([{ name: 'a', state: 'RUNNING', uptime: '0:00:01' }]) },
    stateDir: root,
    version: '1.2.3',
    clock: createManualClock(),
    random: () => 0.5,
    ...changes,
  });
  return { emulator, gateway, installed, cfg, config, root };
}

test('one pass activates, reports, installs what was asked for, and tells what came of it (gwe 8, 49, 70)', async () => {
  const { emulator, gateway, installed } = await setUp();
  emulator.write(DEVICE, { engine_fetch: '{"install":[{"name":"a.v1.tar.gz"}]}' });
  expect(await gateway.once()).toBe('none');
  expect(installed).toEqual(['a.v1.tar.gz']);
  expect(emulator.read(DEVICE, 'engine_fetch')?.text).toBe('');
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toBe(
    'copied\na 1: installed, exit code 0, 1.0 s, program RUNNING',
  );
  expect(JSON.parse(emulator.read(DEVICE, 'engine_report')?.text ?? '')).toEqual({
    apps: [{ a: { exitstatus: '', status: 'RUNNING', uptime: '0:00:01', version: '1' } }],
  });
  expect(emulator.read(DEVICE, 'device_info')?.text).toContain('"engine":"1.2.3"');
  expect(emulator.read(DEVICE, 'usage_report')?.text).toContain('"actvt:S-1"');
});

test('with supervisord down it still reports (gwe 56, 119)', async () => {
  const { emulator, gateway } = await setUp({ supervisor: { status: () => Promise.reject(new Error('down')) } });
  await gateway.once();
  expect(emulator.read(DEVICE, 'engine_report')?.text).toContain('"version":"1"');
});

test('a new interval from the cloud governs the next sleep (gwe 69)', async () => {
  const sleeps: number[] = [];
  const manual = createManualClock();
  const controller = new AbortController();
  const clock: typeof manual = {
    ...manual,
    async sleep(ms, options) {
      sleeps.push(ms);
      controller.abort();
      await manual.sleep(ms, options);
    },
  };
  const { emulator, gateway } = await setUp({ clock });
  emulator.write(DEVICE, { update_interval: '77' });
  expect(await gateway.run({ signal: controller.signal })).toBe('none');
  expect(sleeps).toEqual([77_000]);
  expect(emulator.read(DEVICE, 'update_interval')?.text).toBe('');
});

test('an outage does not end a run; stop does, and waits for its end', async () => {
  const manual = createManualClock();
  let stopped: Promise<void> | undefined;
  const { emulator, gateway } = await setUp({
    clock: {
      ...manual,
      async sleep(ms, options) {
        if (manual.sleeps.length === 3) stopped = gateway.stop();
        await manual.sleep(ms, options);
      },
    },
  });
  await emulator.goOffline();
  expect(await gateway.run()).toBe('none');
  await stopped;
  expect(manual.sleeps).toEqual([5000, 10_000, 20_000]);
});

test('ends a run with the wish of an installed package, after its result has been told (otau 3.5)', async () => {
  const { emulator, gateway } = await setUp({
    installer: {
      install: () => Promise.resolve({ ...OUTCOME, outcome: 'restartEngine' }),
      inventory: () => Promise.resolve([]),
      recover: () => Promise.resolve([]),
      ...UNUSED,
    },
  });
  emulator.write(DEVICE, { engine_fetch: '{"install":[{"name":"a.v1.tar.gz"}]}' });
  expect(await gateway.run()).toBe('restartEngine');
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toContain('a 1: installed');
});

test('a wish is not forgotten when the report of the install does not get through at first', async () => {
  const { emulator, gateway } = await setUp({
    installer: {
      install() {
        emulator.injectFault({ kind: 'status', status: 503 });
        return Promise.resolve({ ...OUTCOME, outcome: 'restartEngine' });
      },
      inventory: () => Promise.resolve([]),
      recover: () => Promise.resolve([]),
      ...UNUSED,
    },
  });
  emulator.write(DEVICE, { engine_fetch: '{"install":[{"name":"a.v1.tar.gz"}]}' });
  expect(await gateway.run()).toBe('restartEngine');
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toContain('a 1: installed');
});

test('a queue runs as long as the gateway does', async () => {
  const calls: string[] = [];
  const queue = {
    start: () => Promise.resolve(void calls.push('start')),
    stop: () => Promise.resolve(void calls.push('stop')),
  };
  const { gateway, emulator } = await setUp({ queue });
  await gateway.once();
  await emulator.goOffline();
  await expect(gateway.once()).rejects.toThrow();
  expect(calls).toEqual(['start', 'stop', 'start', 'stop']);
});

test('a gateway without a serial number does not run (gwe 33)', async () => {
  const { gateway, cfg } = await setUp();
  await cfg.update({ uuid: '' });
  await expect(gateway.run()).rejects.toMatchObject({ code: 'GATEWAY_NO_SERIAL' });
});

test('two runs at once are a mistake of the caller', async () => {
  const { gateway } = await setUp();
  const first = gateway.once();
  await expect(gateway.once()).rejects.toThrow(TypeError);
  await first;
});

test('with long_poll a command is carried out at once, and not at the next check-in (design 4.3)', async () => {
  const { emulator, gateway, config } = await setUp({ clock: systemClock });
  await config.update({ longPoll: true });
  const checkedIn = new Promise<void>((resolve) => {
    emulator.onWrite(({ alias }) => {
      if (alias === 'engine_report') resolve();
    });
  });
  const told = new Promise<string>((resolve) => {
    emulator.onWrite(({ alias, text }) => {
      if (alias === 'fetch_status') resolve(text);
    });
  });
  const running = gateway.run();
  await checkedIn;
  emulator.write(DEVICE, { engine_fetch: '{"install":[{"name":"a.v1.tar.gz"}]}' });
  expect(await told).toContain('a 1: installed');
  await gateway.stop();
  expect(await running).toBe('none');
});

test('a new version of the engine that checks in has passed its trial; one that was put back is told of (design 4.7)', async () => {
  const { emulator, gateway, root } = await setUp();
  await writeFile(join(root, 'engine-trial'), '1.2.3 1.2.2 1\n');
  await writeFile(join(root, 'engine-notice'), 'GatewayEngine 1.2.4: rolled back to 1.2.3\n');
  await gateway.once();
  await expect(access(join(root, 'engine-trial'))).rejects.toThrow('ENOENT');
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toBe('GatewayEngine 1.2.4: rolled back to 1.2.3');
});

test('a new version that cannot check in asks to be started again, which counts against it', async () => {
  const { emulator, gateway, root } = await setUp();
  await writeFile(join(root, 'engine-trial'), '1.2.3 1.2.2 1\n');
  await emulator.goOffline();
  expect(await gateway.run()).toBe('restartEngine');
});
