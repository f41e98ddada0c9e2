import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Arena, openArena } from '../../src/otau-corpus/arena.ts';
import { HOSTILE_CASES } from '../../src/otau-corpus/campaign.ts';
import { INSTALLER } from '../../src/otau-corpus/hostile-case.ts';
import { judge } from '../../src/otau-corpus/judge.ts';
import * as t from '../../src/otau-corpus/tar.ts';

vi.setConfig({ testTimeout: 30_000 });

async function arenaOf(): Promise<Arena> {
  const arena = await openArena();
  onTestFinished(() => arena.close());
  return arena;
}

test.each(HOSTILE_CASES)('$title is refused as $rule, and nothing is left (otau 2.5, 2.8)', async (hostile) => {
  expect(await judge(hostile, 1000, await arenaOf())).toBeUndefined();
});

test('a package that is taken counts as escaped', async () => {
  const bytes = () => gzipSync(t.tar(INSTALLER));
  const verdict = await judge({ title: 'fine', rule: 'name-parent', bytes }, 1000, await arenaOf());
  expect(verdict).toEqual({ harm: 'escaped', found: 'accepted instead of OTAU_ENTRY_ESCAPES name-parent' });
});

test('a package that is refused by another rule counts, too', async () => {
  const verdict = await judge({ title: 'empty', rule: 'checksum', bytes: () => Buffer.of() }, 1, await arenaOf());
  expect(verdict?.found).toBe('OTAU_GZIP_INVALID gzip-header instead of OTAU_ARCHIVE_INVALID checksum');
});

test('a refusal that leaves something behind counts, inside of the staging folder and outside', async () => {
  const arena = await arenaOf();
  const [hostile] = HOSTILE_CASES;
  for (const left of [arena.destination, join(dirname(dirname(arena.destination)), 'escaped')]) {
    await mkdir(dirname(left), { recursive: true });
    await writeFile(left, 'x');
    expect(await judge({ ...hostile!, bytes: () => Buffer.of(), rule: 'gzip-header' }, 1, arena)).toMatchObject({
      harm: 'escaped',
    });
    await arena.clean();
  }
});
