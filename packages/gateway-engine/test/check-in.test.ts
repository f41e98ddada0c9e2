import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createAliasPacer } from '../src/alias-pacer.ts';
import { checkIn } from '../src/check-in.ts';
import { createGatewayCfg } from '../src/configuration/gateway-cfg.ts';
import { createIdentity } from '../src/identity/identity.ts';
import { createCommandIntake } from '../src/update/command-intake.ts';
import { appendStatus, EMPTY_UPDATE_STATE, nextEntry } from '../src/update/update-state.ts';
import { createManualClock } from './fixtures/manual-clock.ts';
import { createMemoryJournal } from './fixtures/memory-journal.ts';
import { DEVICE, startPlatform } from './fixtures/platform.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

const COMMAND = '{"install":[{"name":"a.v1.tar.gz"}]}';

async function setUp(status = '') {
  const { emulator, client } = await startPlatform();
  const cfg = createGatewayCfg(join(await temporaryFolder(), 'Gateway.cfg'));
  await cfg.update({ vendor: DEVICE.vendor, model: DEVICE.model, uuid: DEVICE.serial });
  const journal = createMemoryJournal(status === '' ? EMPTY_UPDATE_STATE : appendStatus(EMPTY_UPDATE_STATE, status));
  const identity = createIdentity({ cfg, client, readMac: () => Promise.resolve(undefined) });
  const intake = createCommandIntake({ journal, storeInterval: () => Promise.resolve(), newId: () => 'id-1' });
  const pacer = createAliasPacer(createManualClock());
  const delivered: number[] = [];
  const collectReports = () =>
    Promise.resolve({
      values: { engine_report: '{"apps":[]}', device_info: '{}', usage_report: '{}' },
      delivered: () => void delivered.push(1),
    });
  const run = () => checkIn({ client, identity, pacer, journal, intake, collectReports }, {});
  await identity.credential({});
  const before = emulator.requests().length;
  const requests = () =>
    emulator
      .requests()
      .slice(before)
      .map(({ method, path, status: code }) => `${method} ${path} ${code}`);
  return { emulator, journal, run, requests, delivered };
}

test('is one round trip when there is nothing to do (design 4.3, gwe 51)', async () => {
  const { emulator, run, requests } = await setUp();
  await run();
  expect(requests()).toEqual([expect.stringMatching(/^POST \/onep:v1\/stack\/alias.* 20[04]$/)]);
  expect(emulator.read(DEVICE, 'engine_report')?.text).toBe('{"apps":[]}');
  expect(emulator.read(DEVICE, 'fetch_status')).toBeUndefined();
});

test('takes a command over and clears it, in this order (gwe 70, otau 3.8)', async () => {
  const { emulator, journal, run } = await setUp();
  emulator.write(DEVICE, { engine_fetch: COMMAND });
  const journaledAtClearing = new Promise((resolve) => {
    emulator.onWrite(({ alias, by, text }) => {
      if (alias === 'engine_fetch' && by === 'device' && text === '') resolve(journal.history.at(-1)?.entries);
    });
  });
  await run();
  expect(await journaledAtClearing).toEqual([{ id: 'id-1', action: 'install', name: 'a.v1.tar.gz' }]);
  expect((await journal.read()).uncleared).toEqual({});
});

test('a clearing that got lost holds the command back, and the next check-in makes good for it', async () => {
  const { emulator, journal, run } = await setUp();
  emulator.write(DEVICE, { engine_fetch: COMMAND });
  const ready = emulator.onWrite(({ alias }) => {
    if (alias !== 'engine_report') return;
    // The platform goes away between the answer to the check-in and the clearing.
    emulator.injectFault({ kind: 'resetBefore' });
    ready();
  });
  await expect(run()).rejects.toMatchObject({ code: 'DEVICE_CLIENT_NETWORK' });
  expect(nextEntry(await journal.read())).toBeUndefined();
  await run();
  expect(await journal.read()).toEqual({
    uncleared: {},
    entries: [{ id: 'id-1', action: 'install', name: 'a.v1.tar.gz' }],
    settled: [],
    status: '',
  });
});

test('results not yet told go out with the reports, and are kept until the platform has them (gwe N6)', async () => {
  const { emulator, journal, run, delivered } = await setUp('counter 1: installed');
  emulator.injectFault({ kind: 'status', status: 503 });
  await expect(run()).rejects.toMatchObject({ code: 'DEVICE_CLIENT_SERVER' });
  expect(delivered).toEqual([]);
  expect((await journal.read()).status).toBe('counter 1: installed');
  await run();
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toBe('counter 1: installed');
  expect((await journal.read()).status).toBe('');
  expect(delivered).toEqual([1]);
});

test('a refused CIK is renewed at once and the same request repeated (gwe 48, N3)', async () => {
  const { emulator, run, requests } = await setUp();
  emulator.enableDevice(DEVICE);
  await run();
  expect(requests().map((line) => line.replace(/^(\S+) ([^?]*)\S* (\d+)$/, '$2 $3'))).toEqual([
    '/onep:v1/stack/alias 401',
    '/provision/activate 200',
    '/onep:v1/stack/alias 204',
  ]);
  expect(emulator.read(DEVICE, 'engine_report')?.text).toBe('{"apps":[]}');
});

test('a CIK refused twice is not renewed for ever', async () => {
  const { emulator, run, requests } = await setUp();
  emulator.disableDevice(DEVICE);
  await expect(run()).rejects.toMatchObject({ code: 'GATEWAY_NOT_ACTIVATED' });
  expect(requests()).toHaveLength(2);
});
