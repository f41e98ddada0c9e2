import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the installer keeps things below its state directory (otau 3.1). */
export interface StateLayout {
  readonly apps: string;
  readonly packages: string;
  readonly staging: string;
  readonly inventory: string;
  /** Directory of an app: its trees and the links `current` and `previous`. */
  app(name: string): string;
  /** Immutable tree of one package. */
  tree(name: string, sha256: string): string;
  /** Retained tarball of one package. */
  package(sha256: string): string;
}

/** The paths below a state directory. */
export function createLayout(stateDir: string): StateLayout {
  const apps = join(stateDir, 'apps');
  const packages = join(stateDir, 'packages');
  return {
    apps,
    packages,
    staging: join(stateDir, 'staging'),
    inventory: join(stateDir, 'inventory.json'),
    app: (name) => join(apps, name),
    tree: (name, sha256) => join(apps, name, sha256),
    package: (sha256) => join(packages, `${sha256}.tar.gz`),
  };
}

/** Makes the directories. Programs may run from `apps` as another user; the others are nobody else's business. */
export async function makeLayout(layout: StateLayout): Promise<void> {
  await mkdir(layout.apps, { recursive: true, mode: 0o755 });
  await mkdir(layout.packages, { recursive: true, mode: 0o700 });
  await mkdir(layout.staging, { recursive: true, mode: 0o700 });
}
