import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { mkdtemp, rm } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { judgeOrdinary, PACKERS } from '../../src/otau-corpus/ordinary.ts';

vi.setConfig({ testTimeout: 30_000 });

async function workFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'otau-ordinary-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'work');
}

test.each(PACKERS)('what $title packs of an ordinary tree is extracted as it was (otau 2.7)', async (packer) => {
  const { missing, found } = await judgeOrdinary(packer, await workFolder());
  expect(missing ? undefined : found).toBeUndefined();
});

test('a tool that changes the tree is found out', async () => {
  const command = [
    'sh',
    '-c',
    'echo changed > tree/empty; tar -czf p.tar.gz --exclude=package.json -C tree .',
  ] as const;
  const { found } = await judgeOrdinary({ title: 'changing', command }, await workFolder());
  expect(found).toContain('missing: file 644 package.json');
});

test('a tool that is not there is no failure', async () => {
  const packer = { title: 'none', command: ['no-such-packer'] } as const;
  expect(await judgeOrdinary(packer, await workFolder())).toEqual({ missing: true });
});
