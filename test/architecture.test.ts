import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, normalize } from 'node:path';

import { describe, expect, test } from 'vitest';

import { PACKAGES, sourcesIn } from './workspace.ts';

/** Who may import whom (packages/README.md). Emulator, demo and tests are nobody's runtime dependency. */
const IMPORT_RULE: Readonly<Record<string, readonly string[]>> = {
  '@gateway-engine/device-client': [],
  '@gateway-engine/exosite-emulator': [],
  '@gateway-engine/gmq': ['@gateway-engine/device-client'],
  '@gateway-engine/otau': [],
  '@gateway-engine/supervisor-bridge': [],
  'gateway-engine': [
    '@gateway-engine/device-client',
    '@gateway-engine/gmq',
    '@gateway-engine/otau',
    '@gateway-engine/supervisor-bridge',
  ],
};
const MAX_FILE_LINES = 250;
const OURS = new Set(PACKAGES.map(({ manifest }) => manifest.name));

/** What a source file imports, as it is written. */
function importsOf(text: string): readonly string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;
  return [...text.matchAll(pattern)].map(([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? '');
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

test('the six packages of the design are here, and no other', () => {
  expect(PACKAGES.map(({ manifest }) => manifest.name).sort()).toEqual(Object.keys(IMPORT_RULE).sort());
});

describe.each(PACKAGES)('$folder', ({ path, manifest }) => {
  const src = join(path, 'src');
  const sources = sourcesIn(src).map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }));

  test('depends on and imports only the siblings that the import rule allows', () => {
    const allowed = IMPORT_RULE[manifest.name] ?? [];
    const declared = Object.keys(manifest.dependencies ?? {}).filter((name) => OURS.has(name));
    expect(declared.filter((name) => !allowed.includes(name))).toEqual([]);
    const broken = sources.flatMap(({ file, text }) =>
      importsOf(text)
        .map(packageOf)
        .filter((name) => OURS.has(name) && !allowed.includes(name))
        .map((name) => `${file} imports ${name}`),
    );
    expect(broken).toEqual([]);
  });

  test('imports nothing but Node and what its manifest names', () => {
    const named = new Set(Object.keys(manifest.dependencies ?? {}));
    const unnamed = sources.flatMap(({ file, text }) =>
      importsOf(text)
        .filter((name) => !name.startsWith('.') && !name.startsWith('node:') && !named.has(packageOf(name)))
        .map((name) => `${file} imports ${name}`),
    );
    expect(unnamed).toEqual([]);
  });

  test('never reaches out of its own src', () => {
    const outside = sources.flatMap(({ file, text }) =>
      importsOf(text)
        .filter((name) => name.startsWith('.') && !name.endsWith('package.json'))
        .filter((name) => normalize(join(dirname(file), name)).startsWith('..'))
        .map((name) => `${file} imports ${name}`),
    );
    expect(outside).toEqual([]);
  });

  test('has no cycle of imports', () => {
    const edges = new Map(
      sources.map(({ file, text }) => [
        file,
        importsOf(text)
          .filter((name) => name.startsWith('.'))
          .map((name) => normalize(join(dirname(file), name))),
      ]),
    );
    expect(findCycle(edges)).toBeUndefined();
  });

  test(`keeps every file within ${MAX_FILE_LINES} lines`, () => {
    const long = sources.map(({ file, text }) => [file, text.split('\n').length - 1] as const);
    expect(long.filter(([, lines]) => lines > MAX_FILE_LINES)).toEqual([]);
  });

  test('mirrors src in test: every file with behaviour has a test of the same path', () => {
    const exempt = /(^|\/)(index|main|types)\.ts$|\.d\.ts$/;
    const untested = sources
      .filter(({ file, text }) => !exempt.test(file) && hasBehaviour(text))
      .filter(({ file }) => !existsSync(join(path, 'test', file.replace(/\.ts$/, '.test.ts'))))
      .map(({ file }) => file);
    expect(untested).toEqual([]);
  });

  test('has a README that names it, a licence, and exports whose files exist', () => {
    const readme = readFileSync(join(path, 'README.md'), 'utf8');
    expect(readme).toContain(`npm install ${manifest.name}`);
    expect(existsSync(join(path, 'LICENSE'))).toBe(true);
    for (const file of [...Object.values(manifest.exports), ...Object.values(manifest.bin ?? {})]) {
      expect(existsSync(join(path, file)), file).toBe(true);
    }
  });

  test('publishes the same exports and bins that it has in the workspace', () => {
    expect(Object.keys(manifest.publishConfig.exports)).toEqual(Object.keys(manifest.exports));
    const built = Object.entries(manifest.exports).map(([name, file]) => [name, toBuilt(file)]);
    const published = Object.entries(manifest.publishConfig.exports).map(([name, target]) => [
      name,
      typeof target === 'string' ? target : target.default,
    ]);
    expect(published).toEqual(built);
    expect(manifest.publishConfig.bin).toEqual(
      manifest.bin && Object.fromEntries(Object.entries(manifest.bin).map(([name, file]) => [name, toBuilt(file)])),
    );
  });
});

const toBuilt = (file: string): string => file.replace('./src/', './dist/').replace(/\.ts$/, '.js');

/** A file of types, or of constants alone, has nothing to test. */
function hasBehaviour(text: string): boolean {
  const withoutComments = stripTypeScriptTypes(text).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return /\bfunction\b|=>|\bclass\b/.test(withoutComments);
}

function findCycle(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
