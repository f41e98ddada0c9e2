import { join } from 'node:path';
import { type FileLayer } from '../files/layer.ts';
import { systemFiles } from '../files/system-files.ts';
import { ensureDirectory } from '../files/tree.ts';

/** Where the installer keeps things below its state directory (otau 3.1). */
export interface StateLayout {
  readonly apps: string;
  readonly packages: string;
  readonly staging: string;
  readonly inventory: string;
  readonly journal: string;
  /** A copied package on its way. */
  readonly incoming: string;
  /** The tree that is being extracted. */
  readonly staged: string;
  /** Directory of an app: its trees and the links `current` and `previous`. */
  app(name: string): string;
  /** Immutable tree of one package. */
  tree(name: string, sha256: string): string;
  /** Where a tree waits that is being replaced by one of the same package: beside it, so that a rename is one act. */
  replaced(name: string, sha256: string): string;
  /** Retained tarball of one package. */
  package(sha256: string): string;
}

/** The paths below a state directory. */
export function createLayout(stateDir: string): StateLayout {
  const apps = join(stateDir, 'apps');
  const packages = join(stateDir, 'packages');
  const staging = join(stateDir, 'staging');
  return {
    apps,
    packages,
    staging,
    inventory: join(stateDir, 'inventory.json'),
    journal: join(stateDir, 'journal.json'),
    incoming: join(packages, 'incoming.part'),
    staged: join(staging, 'tree'),
    app: (name) => join(apps, name),
    tree: (name, sha256) => join(apps, name, sha256),
    replaced: (name, sha256) => join(apps, name, `replaced.${sha256}`),
    package: (sha256) => join(packages, `${sha256}.tar.gz`),
  };
}

/** Makes the directories. Programs may run from `apps` as another user; the others are nobody else's business. */
export async function makeLayout(layout: StateLayout, files: FileLayer = systemFiles): Promise<void> {
  await ensureDirectory(files, layout.apps, 0o755);
  await ensureDirectory(files, layout.packages, 0o700);
  await ensureDirectory(files, layout.staging, 0o700);
}
