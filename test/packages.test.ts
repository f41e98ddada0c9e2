import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { PACKAGES, ROOT, type WorkspacePackage } from './workspace.ts';

/** Compiler options of an ordinary user of the packages: strict, and no `skipLibCheck`. */
const CONSUMER_TSCONFIG = {
  compilerOptions: { module: 'nodenext', target: 'es2024', strict: true, noEmit: true, types: ['node'] },
  include: ['imports.ts'],
};

let folder = '';
const tarballs = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packages-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function run(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, all } = await execa(command, args, {
    cwd,
    preferLocal: true,
    localDir: ROOT,
    all: true,
    reject: false,
  });
  expect(exitCode, all).toBe(0);
  return all;
}

test('sources, tests, demo and scripts all type-check, and the packages build', async () => {
  await run(ROOT, 'tsc', '-b');
});

test('every package packs', async () => {
  for (const { path, manifest } of PACKAGES) {
    await run(path, 'sh', join(ROOT, 'scripts/pnpm.sh'), 'pack', '--pack-destination', folder);
    const prefix = manifest.name.replace('@', '').replace('/', '-');
    const file = (await readdir(folder)).find((name) => new RegExp(`^${prefix}-\\d`).test(name));
    expect(file, `no tarball of ${manifest.name}`).toBeDefined();
    tarballs.set(manifest.name, join(folder, file ?? ''));
  }
});

describe.each(PACKAGES)('$folder, packed', ({ manifest }) => {
  const tarball = (): string => tarballs.get(manifest.name) ?? '';

  test('is clean for publint', async () => {
    await run(ROOT, 'publint', '--strict', tarball());
  });

  test('has types that resolve (attw)', async () => {
    await run(ROOT, 'attw', '--profile', 'esm-only', tarball());
  });

  test('works in an empty project: imports, types and bins', async () => {
    const project = await emptyProject(manifest.name);
    // Siblings come along as tarballs, for they are not in the registry before they are published.
    const siblings = siblingsOf(manifest.name).map((name) => tarballs.get(name) ?? '');
    await run(project, 'npm', 'install', '--no-audit', '--no-fund', tarball(), ...siblings);
    await run(project, 'npm', 'install', '--no-audit', '--no-fund', '--save-dev', '@types/node@22');

    const entries = Object.keys(manifest.exports).filter((name) => name !== './package.json');
    const specifiers = entries.map((name) => manifest.name + name.slice(1));
    await writeFile(
      join(project, 'imports.ts'),
      specifiers
        .map(
          (name, index) =>
            `import * as m${index} from '${name}';\nif (Object.keys(m${index}).length === 0) throw new Error('${name} is empty');\n`,
        )
        .join(''),
    );
    await run(project, 'tsc', '-p', '.');
    await run(project, process.execPath, 'imports.ts');
    for (const bin of Object.keys(manifest.bin ?? {})) {
      expect(await run(project, join(project, 'node_modules/.bin', bin), '--help')).toContain('Usage');
    }
  });
});

async function emptyProject(name: string): Promise<string> {
  const project = await mkdtemp(join(folder, `${name.replace(/\W+/g, '-')}-`));
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify(CONSUMER_TSCONFIG));
  return project;
}

/** The siblings that a package needs, those that these need included. */
function siblingsOf(name: string): readonly string[] {
  const byName = new Map<string, WorkspacePackage>(PACKAGES.map((one) => [one.manifest.name, one]));
  const direct = Object.keys(byName.get(name)?.manifest.dependencies ?? {}).filter((dependency) =>
    byName.has(dependency),
  );
  return [...new Set(direct.flatMap((dependency) => [dependency, ...siblingsOf(dependency)]))];
}
