import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decideClock, decideDisk, examine, formatFindings, type Patient } from '../../src/cli/doctor.ts';
import { openConfigFiles, resolvePaths } from '../../src/cli/settings.ts';
import { openGmq, openPlatform } from '../fixtures/platform.ts';
import { createScratch } from '../fixtures/scratch.ts';

function patientOf(given: Partial<Patient>): Patient {
  const { gmq, log } = openConfigFiles(resolvePaths({ GWE_ROOT: createScratch() }));
  return {
    files: [gmq, log],
    dataDir: createScratch(),
    minFreeBytes: 0,
    platformUrl: 'http://127.0.0.1:9',
    address: { host: '127.0.0.1', port: 9 },
    ...given,
  };
}

const verdicts = async (patient: Patient) =>
  (await examine(patient)).map(({ subject, verdict }) => `${subject}: ${verdict}`);

test('a gateway that is well is well in everything', async () => {
  const emulator = await openPlatform();
  const dataDir = createScratch();
  const gmq = await openGmq(emulator, { dataDir });
  const address = { host: '127.0.0.1', port: Number(new URL(gmq.url).port) };
  const found = await verdicts(patientOf({ dataDir, address, platformUrl: emulator.url }));
  expect(found).toEqual([
    'config: ok',
    'config: ok',
    'gmq: ok',
    'data file: ok',
    'free disk: ok',
    'platform: ok',
    'clock: ok',
  ]);
  await gmq.stop();
  expect(await verdicts(patientOf({ dataDir, platformUrl: emulator.url }))).toContain('data file: ok');
});

test('what is wrong is said with what to do', async () => {
  const dataDir = createScratch();
  const path = join(dataDir, 'gmq.db');
  writeFileSync(path, '');
  chmodSync(path, 0o644);
  const files = openConfigFiles({ ...resolvePaths({}), gmqCfg: join(dataDir, 'gmq.cfg') });
  writeFileSync(files.gmq.path, '[http]\nport = x\n[unq]\nbatch_qyt = 1\n');
  const text = formatFindings(await examine(patientOf({ dataDir, files: [files.gmq] })));
  expect(text).toMatch(/^problem {2}config .*port = x/m);
  expect(text).toMatch(/^warning {2}config .*batch_qty meant/m);
  expect(text).toMatch(/^warning {2}gmq .*Start gmq/m);
  expect(text).toMatch(/^problem {2}data file .*chmod 600/m);
  expect(text).toMatch(/^problem {2}platform /m);
});

test('a disk that runs full is told before it is', () => {
  const verdict = (free: number) => decideDisk(free, 1000, '/d').verdict;
  expect([verdict(999), verdict(1500), verdict(2000)]).toEqual(['problem', 'warning', 'ok']);
});

test('a clock that is off is told by how much (design 4.6)', () => {
  expect(decideClock(-1500).verdict).toBe('ok');
  expect(decideClock(3_600_000)).toMatchObject({
    verdict: 'warning',
    text: expect.stringContaining('1 h ahead') as string,
  });
});
