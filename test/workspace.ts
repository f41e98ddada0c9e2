import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the tests need of a package.json. */
interface Manifest {
  readonly name: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly publishConfig: {
    readonly bin?: Readonly<Record<string, string>>;
    readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  };
}

export interface WorkspacePackage {
  readonly folder: string;
  readonly path: string;
  readonly manifest: Manifest;
}

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The publishable packages, by folder. */
export const PACKAGES: readonly WorkspacePackage[] = readdirSync(join(ROOT, 'packages'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const path = join(ROOT, 'packages', name);
    return { folder: name, path, manifest: JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest };
  });

/** Paths of all TypeScript files below a folder, relative to it. */
export function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .sort();
}
