import type { RecoveryReport } from '@gateway-engine/otau';
import { expect, test } from 'vitest';

import { takeRecovered } from '../../src/update/recovered.ts';
import { EMPTY_UPDATE_STATE } from '../../src/update/update-state.ts';
import { createMemoryJournal } from '../fixtures/memory-journal.ts';

function report(id: string, changes: Partial<RecoveryReport> = {}): RecoveryReport {
  return {
    id,
    action: 'install',
    fileName: 'a.v1.tar.gz',
    name: 'a',
    version: '1',
    outcome: 'interrupted',
    error: new Error('power was lost'),
    ...changes,
  };
}

test('what nobody waits for any more is told, once (otau 3.3, 5.1)', async () => {
  const journal = createMemoryJournal();
  await takeRecovered([report('1')], journal);
  expect(await journal.read()).toEqual({
    ...EMPTY_UPDATE_STATE,
    settled: ['1'],
    status: 'a.v1.tar.gz: failed: power was lost',
  });
  await takeRecovered([report('1')], journal);
  expect(journal.history).toHaveLength(1);
});

test('what belongs to an entry of the journal is left to that', async () => {
  const entries = [{ id: '1', action: 'install', name: 'a.v1.tar.gz' }] as const;
  const journal = createMemoryJournal({ ...EMPTY_UPDATE_STATE, entries });
  await takeRecovered([report('1')], journal);
  expect(journal.history).toEqual([]);
});

test('a removal that was completed is told as done', async () => {
  const journal = createMemoryJournal();
  const { error, ...done } = report('2', { action: 'uninstall', outcome: 'done' });
  expect(error).toBeDefined();
  await takeRecovered([done], journal);
  expect((await journal.read()).status).toBe('a 1: uninstall done');
});
