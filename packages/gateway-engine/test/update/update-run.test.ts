import type { InstallOutcome, InstallReport } from '@gateway-engine/otau';
import { expect, test } from 'vitest';

import { EMPTY_UPDATE_STATE, type UpdateState } from '../../src/update/update-state.ts';
import { type PackageInstaller, runUpdates } from '../../src/update/update-run.ts';
import { createMemoryJournal } from '../fixtures/memory-journal.ts';

function outcomeOf(fileName: string, outcome: InstallOutcome = 'installed'): InstallReport {
  const name = fileName.split('.')[0] ?? '';
  return {
    name,
    version: '1',
    sha256: 'a'.repeat(64),
    kind: 'script',
    exitCode: 0,
    output: '',
    durationMs: 0,
    outcome,
  };
}

function waiting(...names: readonly string[]): UpdateState {
  const entries = names.map((name) => ({ id: `id of ${name}`, action: 'install' as const, name }));
  return { ...EMPTY_UPDATE_STATE, entries };
}

const programState = () => Promise.resolve(undefined);

/** An installer whose `install` is the test's; what it was asked to forget is in `acknowledged`. */
function installerWith(install: PackageInstaller['install']) {
  const acknowledged: string[] = [];
  const installer: PackageInstaller = {
    install,
    uninstall: (name) => Promise.resolve({ id: 'u', name, version: '1', exitCode: 0, output: 'bye\n' }),
    acknowledge: (ids) => Promise.resolve(void acknowledged.push(...ids)),
  };
  return { installer, acknowledged };
}

test('installs in order, keeps every result, and one that fails does not hold up the others (gwe 75)', async () => {
  const journal = createMemoryJournal(waiting('a.v1.tar.gz', 'bad.v1.tar.gz', 'c.v1.tar.gz'));
  const asked: string[] = [];
  const { installer, acknowledged } = installerWith(({ fileName, id }) => {
    expect(id).toBe(`id of ${fileName}`);
    asked.push(fileName);
    return fileName.startsWith('bad')
      ? Promise.reject(new Error('no such content'))
      : Promise.resolve(outcomeOf(fileName));
  });
  expect(await runUpdates({ journal, installer, programState })).toEqual({ ended: 3, wish: 'none' });
  expect(asked).toEqual(['a.v1.tar.gz', 'bad.v1.tar.gz', 'c.v1.tar.gz']);
  expect((await journal.read()).status.split('\n')).toEqual([
    'a 1: installed, exit code 0, 0.0 s',
    'bad.v1.tar.gz: failed: no such content',
    'c 1: installed, exit code 0, 0.0 s',
  ]);
  expect(acknowledged).toEqual(asked.map((name) => `id of ${name}`));
  expect((await journal.read()).settled).toEqual([]);
});

test('the installer may forget a result only when the journal has it (otau 3.8)', async () => {
  const journal = createMemoryJournal(waiting('a.v1.tar.gz'));
  const { installer } = installerWith(({ fileName }) => Promise.resolve(outcomeOf(fileName)));
  const acknowledge = async (ids: readonly string[]) => {
    const { entries, settled, status } = await journal.read();
    expect({ entries, settled }).toEqual({ entries: [], settled: ids });
    expect(status).toContain('a 1: installed');
    throw new Error('power lost here');
  };
  await expect(runUpdates({ journal, installer: { ...installer, acknowledge }, programState })).rejects.toThrow('lost');
  const { acknowledged, installer: next } = installerWith(() => Promise.reject(new Error('must not be called')));
  expect(await runUpdates({ journal, installer: next, programState })).toEqual({ ended: 0, wish: 'none' });
  expect(acknowledged).toEqual(['id of a.v1.tar.gz']);
});

test('a stop in the middle leaves the entry as it is, for the next start to ask for again', async () => {
  const journal = createMemoryJournal(waiting('a.v1.tar.gz'));
  const controller = new AbortController();
  const reason = new Error('stopped');
  const { installer } = installerWith(() => {
    controller.abort(reason);
    return Promise.reject(reason);
  });
  await expect(runUpdates({ journal, installer, programState, signal: controller.signal })).rejects.toBe(reason);
  expect(await journal.read()).toEqual(waiting('a.v1.tar.gz'));
});

test('an app is removed when that is asked for, and what its script said is told (otau 3.11, 4.4)', async () => {
  const journal = createMemoryJournal({ ...waiting(), entries: [{ id: '1', action: 'remove', name: 'counter' }] });
  const { installer } = installerWith(() => Promise.reject(new Error('must not be called')));
  await runUpdates({ journal, installer, programState });
  expect((await journal.read()).status).toBe('bye\ncounter 1: removed, uninstall.sh ended with 0');
});

test('the strongest wish of a run wins: a reboot also restarts the engine (otau 3.5)', async () => {
  const wishes: readonly InstallOutcome[] = ['restartEngine', 'reboot', 'installed'];
  const journal = createMemoryJournal(waiting('a.v1.tar.gz', 'b.v1.tar.gz', 'c.v1.tar.gz'));
  let count = 0;
  const { installer } = installerWith(({ fileName }) => Promise.resolve(outcomeOf(fileName, wishes[count++])));
  expect((await runUpdates({ journal, installer, programState })).wish).toBe('reboot');
});

test('the state of an app that has a program is in its summary', async () => {
  const journal = createMemoryJournal(waiting('a.v1.tar.gz'));
  const { installer } = installerWith(({ fileName }) => Promise.resolve(outcomeOf(fileName)));
  await runUpdates({ journal, installer, programState: () => Promise.resolve('FATAL') });
  expect((await journal.read()).status).toContain('program FATAL');
});
