import { chmod, lstat, mkdir, readdir, readlink, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceLink, syncDirectory } from '../durable.ts';
import { errnoOf } from '../errors.ts';
import { type InventoryEntry } from './inventory.ts';
import { type StateLayout } from './layout.ts';

/** A tree in its place that nothing points to yet. */
export interface PlacedTree {
  readonly path: string;
  /** Takes it away again; a tree of the same package that stood there before comes back. */
  undo(): Promise<void>;
}

const DIGEST = /^[0-9a-f]{64}$/;
const REPLACED = /^replaced\.([A-Za-z0-9_-]+)\.([0-9a-f]{64})$/;

/** Moves a staged tree to `apps/NAME/SHA256` (otau 3.1). A tree that stands there is kept in staging meanwhile. */
export async function placeTree(
  layout: StateLayout,
  staged: string,
  name: string,
  sha256: string,
): Promise<PlacedTree> {
  const path = layout.tree(name, sha256);
  const aside = join(layout.staging, `replaced.${name}.${sha256}`);
  await mkdir(layout.app(name), { recursive: true, mode: 0o755 });
  await chmod(staged, 0o755); // staging was private; a program may run from here as another user
  const replaced = await renameIfThere(path, aside);
  await rename(staged, path);
  await syncDirectory(layout.app(name)); // the tree's new name is durable before its script runs
  await syncDirectory(layout.apps);
  await syncDirectory(layout.staging);
  return {
    path,
    async undo() {
      await rm(path, { recursive: true, force: true });
      if (replaced) await rename(aside, path);
      else await removeIfEmpty(layout.app(name));
      await syncDirectory(layout.apps);
    },
  };
}

/** Makes `current` and `previous` of an app say what its row in the inventory says. */
export async function linkTrees(layout: StateLayout, { name, sha256, previous }: InventoryEntry): Promise<void> {
  await pointTo(join(layout.app(name), 'current'), sha256);
  if (previous !== undefined) await pointTo(join(layout.app(name), 'previous'), previous.sha256);
}

/**
 * Brings the state directory in order after whatever ended the last run: the inventory is the truth, links follow it,
 * and what neither it nor a link knows (staging, half downloads, trees of failed installs) goes.
 */
export async function tidyUp(layout: StateLayout, inventory: readonly InventoryEntry[]): Promise<void> {
  for (const entry of await readdir(layout.staging)) {
    const [, name, sha256] = REPLACED.exec(entry) ?? [];
    const staged = join(layout.staging, entry);
    if (name === undefined || sha256 === undefined || (await exists(layout.tree(name, sha256)))) {
      await rm(staged, { recursive: true, force: true });
    } else {
      await rename(staged, layout.tree(name, sha256)); // the power went while it was being replaced
    }
  }
  const kept = new Set(inventory.flatMap(({ sha256, previous }) => [sha256, previous?.sha256]));
  for (const app of await readdir(layout.apps)) {
    const row = inventory.find(({ name }) => name === app);
    if (row !== undefined && (await exists(layout.tree(app, row.sha256)))) await linkTrees(layout, row);
    await tidyApp(layout.app(app), kept);
  }
  for (const file of await readdir(layout.packages)) {
    if (!kept.has(file.replace(/\.tar\.gz$/, ''))) await rm(join(layout.packages, file), { force: true });
  }
}

/** Removes trees that no link of the app points to; their digests stay in `kept` for the tarballs. */
async function tidyApp(directory: string, kept: Set<string | undefined>): Promise<void> {
  const linked = new Set([await target(join(directory, 'current')), await target(join(directory, 'previous'))]);
  for (const entry of await readdir(directory)) {
    if (linked.has(entry)) kept.add(entry);
    else if (DIGEST.test(entry) || entry.endsWith('.tmp')) await rm(join(directory, entry), { recursive: true });
  }
  await removeIfEmpty(directory);
}

async function pointTo(link: string, sha256: string): Promise<void> {
  if ((await target(link)) !== sha256) await replaceLink(link, sha256);
}

async function target(link: string): Promise<string | undefined> {
  try {
    return await readlink(link);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'EINVAL') return undefined;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  if (!(await exists(from))) return false;
  await rename(from, to);
  return true;
}

async function removeIfEmpty(directory: string): Promise<void> {
  if ((await readdir(directory)).length === 0) await rm(directory, { recursive: true, force: true });
}
