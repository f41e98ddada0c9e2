import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTree } from './tree.ts';

/** A folder in which packages are extracted, with bait around it that none of them may touch. */
export interface Arena {
  readonly destination: string;
  /** What has changed outside of the destination, and what is left in the staging folder. */
  damage(): Promise<string | undefined>;
  /** Removes what was extracted, and nothing else. */
  empty(): Promise<void>;
  /** Makes it as it was. */
  clean(): Promise<void>;
  close(): Promise<void>;
}

export async function openArena(parent: string = tmpdir()): Promise<Arena> {
  const folder = await mkdtemp(join(parent, 'otau-arena-'));
  const staging = join(folder, 'outer', 'staging');

  async function clean(): Promise<void> {
    await rm(join(folder, 'outer'), { recursive: true, force: true });
    await mkdir(join(staging), { recursive: true });
    await mkdir(join(folder, 'outer', 'etc'));
    await writeFile(join(folder, 'outer', 'etc', 'passwd'), 'bait');
    await writeFile(join(folder, 'outer', 'evil'), 'bait');
  }

  await clean();
  const untouched = (await describeTree(folder)).join('\n');
  return {
    destination: join(staging, 'out'),
    clean,
    empty: () => rm(join(staging, 'out'), { recursive: true, force: true }),
    async damage() {
      const now = (await describeTree(folder)).join('\n');
      return now === untouched ? undefined : now;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
