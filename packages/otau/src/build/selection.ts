import { type Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, OtauError } from '../errors.ts';
import { isGlob, matchesComponent, matchesPath, splitPattern } from './glob.ts';

/** What goes into a package: paths below the folder, with `/`, sorted by code point. */
export async function selectFiles(
  folder: string,
  patterns: { readonly includes: readonly string[]; readonly excludes: readonly string[] },
): Promise<readonly string[]> {
  const excludes = patterns.excludes.map(splitPattern);
  const selected = new Set<string>();

  /** A pattern that matches a directory takes all that is below it with it. */
  function isExcluded(path: readonly string[]): boolean {
    return excludes.some((pattern) => path.some((_, index) => matchesPath(pattern, path.slice(0, index + 1))));
  }

  async function takeAll(path: readonly string[], isDirectory: boolean): Promise<void> {
    if (isExcluded(path)) return;
    selected.add(path.join('/'));
    if (!isDirectory) return;
    for (const entry of await list(folder, path)) await takeAll([...path, entry.name], entry.isDirectory());
  }

  async function expand(path: readonly string[], pattern: readonly string[]): Promise<boolean> {
    const [first, ...rest] = pattern;
    if (first === undefined) {
      await takeAll(path, (await lstat(join(folder, ...path))).isDirectory());
      return true;
    }
    let found = false;
    if (first === '**') found = await expand(path, rest.length === 0 ? ['*'] : rest);
    for (const entry of await list(folder, path)) {
      const below = [...path, entry.name];
      if (first === '**') {
        if (entry.isDirectory() && !entry.name.startsWith('.')) found = (await expand(below, pattern)) || found;
      } else if (matchesComponent(first, entry.name) && (rest.length === 0 || entry.isDirectory())) {
        found = (await expand(below, rest)) || found;
      }
    }
    return found;
  }

  for (const include of patterns.includes) {
    const pattern = splitPattern(include);
    if (pattern.length === 0) await takeRoot();
    else if (!(await expand([], pattern)) && !isGlob(include)) throw missing(include, folder);
  }
  return withParents(selected);

  async function takeRoot(): Promise<void> {
    for (const entry of await list(folder, [])) await takeAll([entry.name], entry.isDirectory());
  }
}

async function list(folder: string, path: readonly string[]): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(folder, ...path), { withFileTypes: true });
  } catch (error) {
    if (errnoOf(error) === 'ENOTDIR' || errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** The directories above each path belong to the package, so that it does not depend on how they were selected. */
function withParents(selected: ReadonlySet<string>): readonly string[] {
  const all = new Set(selected);
  for (const path of selected) {
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
      all.add(path.slice(0, slash));
  }
  // Not localeCompare: the order must be the same on every machine (otau 1.5).
  return [...all].sort((a, b) => (a < b ? -1 : 1));
}

function missing(include: string, folder: string): OtauError {
  return new OtauError('OTAU_BUILD_FAILED', `"${include}" is to be included, but is not in ${folder}.`, {
    findings: [
      { severity: 'error', code: 'OTAU_BUILD_FAILED', entry: 'includes', message: `"${include}" does not exist.` },
    ],
  });
}
