import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { lookAtPrograms, type ProgramsToLookAt } from '../../src/doctor/programs.ts';
import { acquireEngineLock } from '../../src/engine-lock.ts';
import { gatewayPaths } from '../../src/paths.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function setUp(changes: Partial<ProgramsToLookAt> = {}) {
  const paths = gatewayPaths(await temporaryFolder());
  await mkdir(paths.supervisorConfDir, { recursive: true });
  await writeFile(join(paths.supervisorConfDir, 'app.conf'), '[program:app]\ncommand = /bin/true\n');
  const options: ProgramsToLookAt = {
    paths,
    gmqUrl: 'http://127.0.0.1:9',
    supervisor: { status: () => Promise.resolve([{ name: 'app', state: 'RUNNING' }]) },
    confFolder: { list: () => Promise.resolve(['app']), check: () => Promise.resolve() },
    ...changes,
  };
  const verdicts = async () => (await lookAtPrograms(options)).map(({ what, verdict }) => `${what} ${verdict}`);
  return { paths, options, verdicts };
}

test('programs that run and confs that are good are good; a queue need not be there', async () => {
  const { paths, verdicts } = await setUp();
  const lock = await acquireEngineLock(paths.stateDir);
  expect(await verdicts()).toEqual(['supervisord ok', 'confs ok', 'engine ok', 'queue warning']);
  await lock.release();
  expect(await verdicts()).toContain('engine warning');
});

test('an app that does not stay up is named with how to see why', async () => {
  const { options } = await setUp({
    supervisor: { status: () => Promise.resolve([{ name: 'app', state: 'FATAL' }]) },
  });
  expect(await lookAtPrograms(options)).toContainEqual({
    what: 'app',
    verdict: 'warning',
    found: 'app is FATAL',
    advice: 'see why: gwe logs app',
  });
});

test('a conf that would stop supervisord at the next boot is a failure (supervisord 1)', async () => {
  const { verdicts } = await setUp({
    confFolder: { list: () => Promise.resolve(['app']), check: () => Promise.reject(new Error('no command')) },
  });
  expect(await verdicts()).toContain('conf failure');
});

test('a supervisord that does not answer hides nothing else', async () => {
  const { verdicts } = await setUp({ supervisor: { status: () => Promise.reject(new Error('down')) } });
  expect(await verdicts()).toEqual(['supervisord failure', 'confs ok', 'engine warning', 'queue warning']);
});
