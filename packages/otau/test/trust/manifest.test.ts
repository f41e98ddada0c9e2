import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PackageManifest } from '../../src/install/contracts.ts';
import { isOtauError } from '../../src/errors.ts';
import { formatManifest, parseManifest } from '../../src/trust/manifest.ts';

const FULL: PackageManifest = {
  name: 'app',
  version: '1.2.3',
  sha256: 'a'.repeat(64),
  sizeBytes: 1234,
  kind: 'program',
  sequence: 7,
  unpackedBytes: 5678,
  arch: 'arm64',
  requires: { gmq: '1' },
  hooks: { install: 'hooks/install.sh', uninstall: 'uninstall.sh' },
  health: { command: ['./healthy', '--port', '80'], healthySeconds: 30, timeoutMs: 10_000 },
  managed: true,
};

test('reads back what it writes, with all fields of otau 4.1', () => {
  expect(parseManifest(Buffer.from(formatManifest(FULL)))).toEqual(FULL);
  const { name, version, sha256, sizeBytes, kind } = FULL;
  const least = { name, version, sha256, sizeBytes, kind };
  expect(parseManifest(Buffer.from(formatManifest(least)))).toEqual(least);
});

test('the same manifest gives the same bytes, whatever the order of its fields', () => {
  const turned = Object.fromEntries(Object.entries(FULL).reverse()) as unknown as PackageManifest;
  expect(formatManifest(turned)).toBe(formatManifest(FULL));
});

function findingsOf(change: Readonly<Record<string, unknown>>): readonly (string | undefined)[] {
  const document = { ...(JSON.parse(formatManifest(FULL)) as object), ...change };
  try {
    parseManifest(Buffer.from(JSON.stringify(document)));
    return [];
  } catch (error) {
    if (!isOtauError(error) || error.code !== 'OTAU_MANIFEST_INVALID') throw error;
    return error.findings.map(({ entry }) => entry);
  }
}

test.each([
  ['name', { name: 'a.b' }],
  ['name', { version: 'a b' }],
  ['version', { version: 2 }],
  ['sequence', { sequence: -1 }],
  ['sequence', { sequence: 1.5 }],
  ['sha256', { sha256: 'A'.repeat(64) }],
  ['sha256', { sha256: undefined }],
  ['size', { size: 0 }],
  ['unpackedSize', { unpackedSize: '1' }],
  ['arch', { arch: 'arm 64' }],
  ['requires', { requires: { gmq: 1 } }],
  ['hooks', { hooks: { install: '../install.sh' } }],
  ['hooks', { hooks: { install: '/bin/sh' } }],
  ['hooks', { hooks: { start: 'x' } }],
  ['health', { health: { command: [] } }],
  ['health', { health: { command: 'true' } }],
  ['health', { health: { command: ['a\0b'] } }],
  ['health', { health: { healthySeconds: -1 } }],
  ['health', { health: { timeoutMs: 1e12 } }],
  ['kind', { kind: 'library' }],
  ['managed', { managed: 'yes' }],
  ['color', { color: 'red' }],
])('refuses a wrong %s: %j (otau 4.1)', (entry, change) => {
  expect(findingsOf(change)).toEqual([entry]);
});

test('reports all that is wrong at once', () => {
  expect(findingsOf({ kind: 1, size: -1, arch: '' })).toEqual(['size', 'kind', 'arch']);
});

test('no document makes it fail with anything else than its own error', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (document) => {
      try {
        parseManifest(Buffer.from(document));
      } catch (error) {
        expect(error).toMatchObject({ code: 'OTAU_MANIFEST_INVALID' });
      }
    }),
  );
});
