import { spawnSync } from 'node:child_process';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type ExtractResult } from '@gateway-engine/otau';

/** What is wrong with an extracted tree: special files, modes beyond 0755, links that lead out, things not in the list. */
export async function judgeTree(destination: string, { entries }: ExtractResult): Promise<string | undefined> {
  const root = await realpath(destination);
  const listed = new Set(entries.flatMap(({ path }) => withParents(path)));
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(root.length + 1);
    if (!listed.has(name)) return `${JSON.stringify(name)} is there and was not in the list`;
    if (entry.isSymbolicLink()) {
      const target = await realpath(path).catch(() => root); // a link to nothing is harmless
      if (target !== root && !target.startsWith(root + sep))
        return `the link ${JSON.stringify(name)} leads to ${target}`;
    } else if (entry.isFile() || entry.isDirectory()) {
      const { mode } = await lstat(path);
      if ((mode & 0o7022) !== 0) return `${JSON.stringify(name)} has mode ${(mode & 0o7777).toString(8)}`;
    } else {
      return `${JSON.stringify(name)} is something special`;
    }
  }
  return undefined;
}

function withParents(path: string): readonly string[] {
  const components = path.split('/');
  return components.map((_, index) => components.slice(0, index + 1).join('/'));
}

/**
 * Whether GNU tar sees the same names: what is accepted must have only one meaning (otau 2.1). That it complains about
 * an owner that no system has is no other meaning.
 */
export function judgeByGnuTar(bytes: Uint8Array, { entries }: ExtractResult): string | undefined {
  const { stdout, error } = spawnSync('tar', ['-tzf', '-', '--quoting-style=literal', '-P'], {
    input: bytes,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  if (error !== undefined) return undefined; // there is no tar here
  const seen = stdout.split('\n').slice(0, -1).map(bare);
  const listed = entries.map(({ path }) => bare(path));
  const same = seen.length === listed.length && seen.every((name, index) => name === listed[index]);
  return same ? undefined : `GNU tar sees ${JSON.stringify(seen)}, we ${JSON.stringify(listed)}`;
}

function bare(name: string): string {
  return name.replace(/^\.\/?/, '').replace(/\/$/, '');
}
