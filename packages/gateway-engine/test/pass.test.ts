import { join } from 'node:path';

import type { InstallReport } from '@gateway-engine/otau';
import { expect, test } from 'vitest';

import { createAliasPacer } from '../src/alias-pacer.ts';
import { createGatewayCfg } from '../src/configuration/gateway-cfg.ts';
import { createIdentity } from '../src/identity/identity.ts';
import { createPass, type PassOptions } from '../src/pass.ts';
import { createCommandIntake } from '../src/update/command-intake.ts';
import { createManualClock } from './fixtures/manual-clock.ts';
import { createMemoryJournal } from './fixtures/memory-journal.ts';
import { DEVICE, startPlatform } from './fixtures/platform.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

const REPORT: InstallReport = {
  name: 'a',
  version: '1',
  sha256: 'a'.repeat(64),
  kind: 'program',
  exitCode: 0,
  output: '',
  durationMs: 0,
  outcome: 'installed',
};

async function setUp(changes: Partial<PassOptions> = {}) {
  const { emulator, client } = await startPlatform();
  const cfg = createGatewayCfg(join(await temporaryFolder(), 'Gateway.cfg'));
  await cfg.update({ vendor: DEVICE.vendor, model: DEVICE.model, uuid: DEVICE.serial });
  const journal = createMemoryJournal();
  const passed: string[] = [];
  const pass = createPass({
    client,
    identity: createIdentity({ cfg, client, readMac: () => Promise.resolve(undefined) }),
    pacer: createAliasPacer(createManualClock()),
    journal,
    intake: createCommandIntake({ journal, storeInterval: () => Promise.resolve() }),
    collectReports: () => Promise.resolve({ values: { engine_report: '{}' }, delivered: () => undefined }),
    installer: {
      install: () => Promise.resolve(REPORT),
      uninstall: () => Promise.reject(new Error('not asked for')),
      acknowledge: () => Promise.resolve(),
    },
    supervisor: { status: () => Promise.resolve([{ name: 'a', state: 'RUNNING' }]) },
    trial: { pass: () => Promise.resolve(void passed.push('passed')), isOverdue: () => Promise.resolve(false) },
    ...changes,
  });
  return { emulator, pass, passed };
}

test('what was asked for is done and told within one pass (gwe 70)', async () => {
  const { emulator, pass, passed } = await setUp();
  emulator.write(DEVICE, { engine_fetch: '{"install":[{"name":"a.v1.tar.gz"}]}' });
  expect(await pass({})).toBe('none');
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toContain('a 1: installed, exit code 0, 0.0 s, program RUNNING');
  expect(passed).toEqual(['passed']);
});

test('an install is told of also where supervisord cannot be asked (gwe 119)', async () => {
  const supervisor = { status: () => Promise.reject(new Error('it is down')) };
  const { emulator, pass } = await setUp({ supervisor });
  emulator.write(DEVICE, { engine_fetch: '{"install":[{"name":"a.v1.tar.gz"}]}' });
  await pass({});
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toContain('program of unknown state (it is down)');
});

test('a pass that fails rejects, or asks for a restart where a new version is on trial for too long (design 4.7)', async () => {
  const good = await setUp();
  await good.emulator.goOffline();
  await expect(good.pass({})).rejects.toMatchObject({ code: 'GATEWAY_NOT_ACTIVATED' });
  expect(good.passed).toEqual([]);
  const overdue = { pass: () => Promise.resolve(), isOverdue: () => Promise.resolve(true) };
  const late = await setUp({ trial: overdue });
  await late.emulator.goOffline();
  expect(await late.pass({})).toBe('restartEngine');
});
