import { dirname, join } from 'node:path';
import { dropParts, isPart } from '../download/part.ts';
import { replaceLink } from '../durable.ts';
import { type FileLayer } from '../files/layer.ts';
import { systemFiles } from '../files/system-files.ts';
import { ensureDirectory, exists, removeTree, targetOf, unlessMissing } from '../files/tree.ts';
import { type InventoryEntry } from './inventory.ts';
import { type StateLayout } from './layout.ts';

const DIGEST = /^[0-9a-f]{64}$/;
const REPLACED = /^replaced\.([0-9a-f]{64})$/;
const TEMPORARY = /^\.(journal|inventory)\.json(\.damaged)?\.[0-9a-f]{12}\.tmp$/;

/** A tree of a package and where it is to stand. */
export interface Placement {
  readonly layout: StateLayout;
  readonly files: FileLayer;
  readonly name: string;
  readonly sha256: string;
}

/** Moves the staged tree to `apps/NAME/SHA256` (otau 3.1). A tree that stands there is kept beside it meanwhile. */
export async function placeTree({ layout, files, name, sha256 }: Placement): Promise<string> {
  const path = layout.tree(name, sha256);
  await ensureDirectory(files, layout.app(name), 0o755);
  await files.chmod(layout.staged, 0o755); // staging was private; a program may run from here as another user
  if (await exists(files, path)) await files.rename(path, layout.replaced(name, sha256));
  await files.rename(layout.staged, path);
  await files.syncDirectory(layout.app(name)); // the tree's new name is durable before its script runs
  await files.syncDirectory(layout.staging);
  return path;
}

/**
 * Takes a placed tree away again; one of the same package that stood there before comes back. `isKept`: the inventory
 * knows this very tree, so that it goes only if another one was put in its place. Can be repeated.
 */
export async function undoPlace({ layout, files, name, sha256 }: Placement, isKept: boolean): Promise<void> {
  const path = layout.tree(name, sha256);
  const aside = layout.replaced(name, sha256);
  const wasReplaced = await exists(files, aside);
  if (wasReplaced || !isKept) await removeTree(files, path);
  if (wasReplaced) await files.rename(aside, path);
  if (await exists(files, layout.app(name))) await files.syncDirectory(layout.app(name));
  if (!wasReplaced) await removeIfEmpty(files, layout.app(name));
}

/** Makes `current` and `previous` of an app say what its row in the inventory says. */
export async function linkTrees(
  layout: StateLayout,
  { name, sha256, previous }: Pick<InventoryEntry, 'name' | 'sha256' | 'previous'>,
  files: FileLayer = systemFiles,
): Promise<void> {
  await pointTo(files, join(layout.app(name), 'current'), sha256);
  const link = join(layout.app(name), 'previous');
  if (previous !== undefined) await pointTo(files, link, previous.sha256);
  else await removeLink(files, link);
}

/** Removes both links of an app: nothing of it is in use any more. */
export async function unlinkTrees(layout: StateLayout, name: string, files: FileLayer): Promise<void> {
  await removeLink(files, join(layout.app(name), 'current'));
  await removeLink(files, join(layout.app(name), 'previous'));
}

/**
 * Brings the state directory in order when no operation is at work: the inventory is the truth, links follow it, and
 * what neither it nor a link knows (staging, trees and tarballs of what failed) goes. The newest unfinished downloads
 * stay.
 */
export async function tidyUp(
  layout: StateLayout,
  inventory: readonly InventoryEntry[],
  files: FileLayer = systemFiles,
): Promise<void> {
  for (const entry of await files.list(layout.staging)) await removeTree(files, join(layout.staging, entry));
  const kept = new Set(inventory.flatMap(({ sha256, previous }) => [sha256, previous?.sha256]));
  for (const app of await files.list(layout.apps)) {
    await restoreTrees(layout, app, files);
    const row = inventory.find(({ name }) => name === app);
    if (row !== undefined && (await exists(files, layout.tree(app, row.sha256)))) await linkTrees(layout, row, files);
    await tidyApp(files, layout.app(app), kept, [row?.sha256, row?.previous?.sha256]);
  }
  for (const file of await files.list(layout.packages)) {
    if (!isPart(file) && !kept.has(file.replace(/\.tar\.gz$/, '')))
      await removeTree(files, join(layout.packages, file));
  }
  await dropParts(files, layout.packages);
  for (const file of await files.list(dirname(layout.journal))) {
    if (TEMPORARY.test(file)) await removeTree(files, join(dirname(layout.journal), file));
  }
}

/** Brings trees back that power was lost over while another one of the same package took their place. */
export async function restoreTrees(layout: StateLayout, name: string, files: FileLayer): Promise<void> {
  for (const entry of (await unlessMissing(() => files.list(layout.app(name)))) ?? []) {
    const sha256 = REPLACED.exec(entry)?.[1];
    if (sha256 === undefined || (await exists(files, layout.tree(name, sha256)))) continue;
    await files.rename(layout.replaced(name, sha256), layout.tree(name, sha256));
    await files.syncDirectory(layout.app(name));
  }
}

/** Removes trees that neither the app's row nor a link knows; what a link knows stays in `kept` for the tarballs. */
async function tidyApp(
  files: FileLayer,
  directory: string,
  kept: Set<string | undefined>,
  ofRow: readonly (string | undefined)[],
): Promise<void> {
  const links = [join(directory, 'current'), join(directory, 'previous')];
  const linked = new Set(await Promise.all(links.map((link) => targetOf(files, link))));
  for (const entry of await files.list(directory)) {
    if (linked.has(entry)) kept.add(entry);
    if (linked.has(entry) || ofRow.includes(entry)) continue;
    if (DIGEST.test(entry) || REPLACED.test(entry) || entry.endsWith('.tmp'))
      await removeTree(files, join(directory, entry));
  }
  await removeIfEmpty(files, directory);
}

async function pointTo(files: FileLayer, link: string, sha256: string): Promise<void> {
  if ((await targetOf(files, link)) !== sha256) await replaceLink(link, sha256, files);
}

async function removeLink(files: FileLayer, link: string): Promise<void> {
  if ((await targetOf(files, link)) === undefined) return;
  await files.unlink(link);
  await files.syncDirectory(dirname(link)); // makes the removal durable
}

async function removeIfEmpty(files: FileLayer, directory: string): Promise<void> {
  const names = await unlessMissing(() => files.list(directory));
  if (names?.length !== 0) return;
  await files.removeDirectory(directory);
  await files.syncDirectory(dirname(directory));
}
