import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** What `--build-app`, `--app-name` and `--app-version` say together (gwe 10, 19). */
export interface BuildWish {
  /** The build file; without one, the folder as it stands is packed. */
  readonly buildfile?: string;
  readonly name?: string;
  readonly version?: string;
}

/** Gives `use` the path of a build file that says what is wished; one made for it is gone afterwards. */
export async function withBuildfile<T>(
  { buildfile, name, version }: BuildWish,
  use: (path: string) => Promise<T>,
): Promise<T> {
  if (buildfile !== undefined && name === undefined && version === undefined) return use(resolve(buildfile));
  const base: object = buildfile === undefined ? wholeFolder() : await readObject(buildfile);
  const changed = { ...base, ...(name === undefined ? {} : { name }), ...(version === undefined ? {} : { version }) };
  // Beside the original, since all that it names is relative to it; hidden, so that no pattern takes it along.
  const folder = buildfile === undefined ? resolve('.') : dirname(resolve(buildfile));
  const path = join(folder, `.${randomUUID()}.json`);
  await writeFile(path, JSON.stringify(changed), { flag: 'wx' });
  try {
    return await use(path);
  } finally {
    await rm(path, { force: true });
  }
}

/** Everything but what an earlier build left. */
function wholeFolder(): object {
  return { includes: ['*'], excludes: ['*.tar.gz'], pre_build_cmds: [], post_build_cmds: [] };
}

/** What is no object is left for the build to complain of, in its own words. */
async function readObject(path: string): Promise<object> {
  const text = await readFile(path, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
