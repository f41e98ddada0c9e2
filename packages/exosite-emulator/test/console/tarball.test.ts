import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listTarball } from '../../src/console/tarball.ts';
import { tar, tarGz } from '../support/tarball.ts';

const FILES = [
  { path: 'install.sh', content: '#!/bin/sh\n', mode: 0o755 },
  { path: 'lib/', typeFlag: '5', mode: 0o755 },
  { path: 'lib/app.js', content: 'x'.repeat(5000) },
];

test('lists the entries of a package in their order', async () => {
  const { entries, problem } = await listTarball(tarGz(FILES));
  expect(problem).toBeUndefined();
  expect(entries.map(({ path, kind, sizeBytes }) => [path, kind, sizeBytes])).toEqual([
    ['install.sh', 'file', 10],
    ['lib/', 'folder', 0],
    ['lib/app.js', 'file', 5000],
  ]);
});

test('long names come from pax and GNU headers', async () => {
  const long = `${'d/'.repeat(80)}file`;
  const pax = `${long.length + 10} path=${long}\n`;
  const { entries } = await listTarball(
    tarGz([
      { path: 'PaxHeader', typeFlag: 'x', content: pax },
      { path: 'short', content: 'a' },
      { path: '././@LongLink', typeFlag: 'L', content: `${long}2\0` },
      { path: 'short', content: 'b' },
    ]),
  );
  expect(entries.map(({ path }) => path)).toEqual([long, `${long}2`]);
});

test.each([
  ['not gzip', Buffer.from('hello'), 'This is not a gzip file.'],
  ['gzip of something else', gzipSync('hello'.repeat(200)), 'This is not a tar archive.'],
  [
    'cut in the middle of an entry',
    gzipSync(tar(FILES).subarray(0, 3000)),
    'The archive ends in the middle of an entry.',
  ],
])('%s: says so', async (_what, bytes, problem) => {
  expect((await listTarball(bytes)).problem).toBe(problem);
});

test('a gzip that breaks off still lists what came before', async () => {
  const bytes = gzipSync(tar([...FILES, { path: 'noise', content: randomBytes(40_000).toString('hex') }]));
  const { entries, problem } = await listTarball(bytes.subarray(0, bytes.length / 2));
  expect(problem).toMatch(/^Unpacking failed: /);
  expect(entries.map(({ path }) => path)).toContain('install.sh');
});

test('lists a bounded number of entries', async () => {
  const many = Array.from({ length: 2100 }, (_, index) => ({ path: `f${index}` }));
  const { entries, problem } = await listTarball(tarGz(many));
  expect(entries).toHaveLength(2000);
  expect(problem).toBe('Only the first 2000 entries are listed.');
});

test('unpacks no more than its bound, however small the file', async () => {
  const bomb = tarGz([{ path: 'zeros', content: '\0'.repeat(4_000_000) }, { path: 'behind' }]);
  expect(bomb.length).toBeLessThan(10_000);
  const { entries, problem } = await listTarball(bomb, { maxUnpackedBytes: 1_000_000 });
  expect(entries.map(({ path }) => path)).toEqual(['zeros']);
  expect(problem).toBe('It unpacks to more than 977 KiB: looked no further.');
});

test('never throws, whatever the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), fc.boolean(), async (bytes, isPacked) => {
      const { entries } = await listTarball(isPacked ? gzipSync(bytes) : bytes);
      expect(Array.isArray(entries)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
