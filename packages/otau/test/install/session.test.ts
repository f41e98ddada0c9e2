import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endDone } from '../../src/install/ending.ts';
import { resolveOptions } from '../../src/install/options.ts';
import { withSession } from '../../src/install/session.ts';
import { fakeHost } from '../fixtures/app.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { operation } from '../fixtures/operation.ts';

const setUp = async () => resolveOptions({ stateDir: join(await freshFolder(), 'state'), host: fakeHost() });

test('a state is in the journal when saving it resolves, with boot and number of saves (otau 3.2)', async () => {
  const options = await setUp();
  await withSession(options, undefined, async (session) => {
    const saved = await session.save(operation({ state: 'staged', saves: 4 }));
    expect(saved).toMatchObject({ saves: 5, bootId: session.bootId });
    expect(JSON.parse(await readFile(options.layout.journal, 'utf8'))).toMatchObject({
      operation: { state: 'staged' },
    });
  });
  await withSession(options, undefined, (session) => {
    expect(session.operation).toMatchObject({ state: 'staged', saves: 5 });
    return Promise.resolve();
  });
});

test('the commit holds row and report; what is left to do can be repeated (otau 3.2, 3.3)', async () => {
  const options = await setUp();
  const { from: row } = operation();
  if (row === undefined) throw new Error('the fixture has a row');
  await withSession(options, undefined, async (session) => {
    const committed = operation({ state: 'committed', row, end: endDone(operation(), {}), keepReport: true });
    await session.save(committed);
    for (let time = 0; time < 2; time += 1) await session.settle(committed);
    expect(session.inventory.apps).toEqual([row]);
    expect(session.reports).toHaveLength(1);
    expect(session.operation).toBeUndefined();
    await session.forgetReports(['id']);
    expect(session.reports).toEqual([]);
  });
});
