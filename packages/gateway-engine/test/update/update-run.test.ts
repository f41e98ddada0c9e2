import type { InstallOutcome, InstallReport } from '@gateway-engine/otau';
import { expect, test } from 'vitest';

import type { UpdateState } from '../../src/update/update-state.ts';
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
  return { uncleared: {}, entries: names.map((name) => ({ name, state: 'waiting' })), status: '' };
}

const programState = () => Promise.resolve(undefined);

test('installs in order, keeps every result, and one that fails does not hold up the others (gwe 75)', async () => {
  const journal = createMemoryJournal(waiting('a.v1.tar.gz', 'bad.v1.tar.gz', 'c.v1.tar.gz'));
  const asked: string[] = [];
  const installer: PackageInstaller = {
    install({ fileName }) {
      asked.push(fileName);
      return fileName.startsWith('bad')
        ? Promise.reject(new Error('no such content'))
        : Promise.resolve(outcomeOf(fileName));
    },
  };
  expect(await runUpdates({ journal, installer, programState })).toEqual({ ended: 3, wish: 'none' });
  expect(asked).toEqual(['a.v1.tar.gz', 'bad.v1.tar.gz', 'c.v1.tar.gz']);
  expect((await journal.read()).status.split('\n')).toEqual([
    'a 1: installed, exit code 0, 0.0 s',
    'bad.v1.tar.gz: failed: no such content',
    'c 1: installed, exit code 0, 0.0 s',
  ]);
});

test('the journal says `installing` before the installer is called', async () => {
  const journal = createMemoryJournal(waiting('a.v1.tar.gz'));
  const installer: PackageInstaller = {
    async install({ fileName }) {
      expect((await journal.read()).entries).toEqual([{ name: fileName, state: 'installing' }]);
      return outcomeOf(fileName);
    },
  };
  await runUpdates({ journal, installer, programState });
  expect(journal.history).toHaveLength(2);
});

test('an install that was cut short is reported and never run again by itself (otau 3.3)', async () => {
  const journal = createMemoryJournal({ ...waiting(), entries: [{ name: 'a.v1.tar.gz', state: 'installing' }] });
  const installer: PackageInstaller = { install: () => Promise.reject(new Error('must not be called')) };
  expect(await runUpdates({ journal, installer, programState })).toEqual({ ended: 1, wish: 'none' });
  expect((await journal.read()).status).toContain('a.v1.tar.gz: interrupted:');
});

test('a stop in the middle leaves the entry as it is, for the next start to report', async () => {
  const journal = createMemoryJournal(waiting('a.v1.tar.gz'));
  const controller = new AbortController();
  const reason = new Error('stopped');
  const installer: PackageInstaller = {
    install() {
      controller.abort(reason);
      return Promise.reject(reason);
    },
  };
  await expect(runUpdates({ journal, installer, programState, signal: controller.signal })).rejects.toBe(reason);
  expect((await journal.read()).entries).toEqual([{ name: 'a.v1.tar.gz', state: 'installing' }]);
});

test('the strongest wish of a run wins: a reboot also restarts the engine (otau 3.5)', async () => {
  const wishes: readonly InstallOutcome[] = ['restartEngine', 'reboot', 'installed'];
  const journal = createMemoryJournal(waiting('a.v1.tar.gz', 'b.v1.tar.gz', 'c.v1.tar.gz'));
  let count = 0;
  const installer: PackageInstaller = {
    install: ({ fileName }) => Promise.resolve(outcomeOf(fileName, wishes[count++])),
  };
  expect((await runUpdates({ journal, installer, programState })).wish).toBe('reboot');
});

test('the state of an app that has a program is in its summary', async () => {
  const journal = createMemoryJournal(waiting('a.v1.tar.gz'));
  const installer: PackageInstaller = { install: ({ fileName }) => Promise.resolve(outcomeOf(fileName)) };
  await runUpdates({ journal, installer, programState: () => Promise.resolve('FATAL') });
  expect((await journal.read()).status).toContain('program FATAL');
});
