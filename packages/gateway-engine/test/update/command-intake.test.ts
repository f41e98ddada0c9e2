import { expect, test } from 'vitest';

import { createCommandIntake } from '../../src/update/command-intake.ts';
import { createMemoryJournal } from '../fixtures/memory-journal.ts';

const COMMAND = '{"install":[{"name":"a.v1.tar.gz"}]}';

function setUp(storeInterval: (seconds: number) => Promise<void> = () => Promise.resolve()) {
  const journal = createMemoryJournal();
  return { journal, intake: createCommandIntake({ journal, storeInterval }) };
}

const read = (values: Readonly<Record<string, string>>) => new Map(Object.entries(values));

test('a command is in the journal before anyone is told to clear it (otau 3.8)', async () => {
  const { journal, intake } = setUp();
  expect(await intake.take(read({ engine_fetch: COMMAND, update_interval: '' }))).toEqual(['engine_fetch']);
  expect((await journal.read()).entries).toMatchObject([{ action: 'install', name: 'a.v1.tar.gz' }]);
});

test('a command whose clearing was lost is cleared again, not doubled', async () => {
  const { journal, intake } = setUp();
  await intake.take(read({ engine_fetch: COMMAND }));
  expect(await intake.take(read({ engine_fetch: COMMAND }))).toEqual(['engine_fetch']);
  expect((await journal.read()).entries).toHaveLength(1);
});

test('a clearing that arrived but was never answered is seen at the next check-in', async () => {
  const { journal, intake } = setUp();
  await intake.take(read({ engine_fetch: COMMAND }));
  expect(await intake.take(read({ engine_fetch: '' }))).toEqual([]);
  expect((await journal.read()).uncleared).toEqual({});
});

test('a second command that replaced the first before it was cleared is done after it', async () => {
  const { journal, intake } = setUp();
  await intake.take(read({ engine_fetch: COMMAND }));
  await intake.take(read({ engine_fetch: COMMAND.replace('v1', 'v2') }));
  expect((await journal.read()).entries.map(({ name }) => name)).toEqual(['a.v1.tar.gz', 'a.v2.tar.gz']);
});

test('what is no command is answered and cleared, once (gwe 72)', async () => {
  const { journal, intake } = setUp();
  expect(await intake.take(read({ engine_fetch: 'soon' }))).toEqual(['engine_fetch']);
  await intake.take(read({ engine_fetch: 'soon' }));
  const { status, entries } = await journal.read();
  expect(entries).toEqual([]);
  expect(status.match(/not JSON/g)).toHaveLength(1);
});

test('a new interval is stored before it is cleared (gwe 66)', async () => {
  const stored: number[] = [];
  const { intake } = setUp((seconds) => {
    stored.push(seconds);
    return Promise.resolve();
  });
  expect(await intake.take(read({ update_interval: '60' }))).toEqual(['update_interval']);
  await intake.cleared(['update_interval']);
  expect(await intake.take(read({ update_interval: '' }))).toEqual([]);
  expect(stored).toEqual([60]);
});

test('an interval that cannot be used is answered and cleared, the old one stays (gwe 68)', async () => {
  const { journal, intake } = setUp(() => Promise.reject(new Error('must not be called')));
  expect(await intake.take(read({ update_interval: '0' }))).toEqual(['update_interval']);
  expect((await journal.read()).status).toContain('update_interval cannot be used');
});

test('an interval that could not be stored is answered', async () => {
  const { journal, intake } = setUp(() => Promise.reject(new Error('disk full')));
  await intake.take(read({ update_interval: '60' }));
  expect((await journal.read()).status).toContain('disk full');
});
