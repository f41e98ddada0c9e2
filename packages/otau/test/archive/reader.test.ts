import { execFile } from 'node:child_process';
import { chmod, link, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ARCHIVE_LIMIT_DEFAULTS as limits } from '../../src/archive/limits.ts';
import { readArchive } from '../../src/archive/reader.ts';
import { extractPackage } from '../../src/extract/extract.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';
import * as t from '../fixtures/tar-builder.ts';

const run = promisify(execFile);
const LONG = 'a-directory-with-quite-a-long-name/'.repeat(4);

/** A tree with everything that ordinary packages have, long and non-ASCII names included. */
async function ordinaryTree({ long = true } = {}): Promise<{ folder: string; tree: string }> {
  const folder = await freshFolder();
  const tree = join(folder, 'tree');
  await mkdir(join(tree, 'lib', LONG), { recursive: true });
  await writeFile(join(tree, 'install.sh'), '#!/bin/sh\ncp lib/app /usr/local/bin\n');
  await chmod(join(tree, 'install.sh'), 0o755);
  await writeFile(join(tree, 'lib', 'app'), Buffer.alloc(70_000, 'app '));
  await writeFile(join(tree, 'lib', LONG, 'file'), 'deep');
  await writeFile(join(tree, 'lib', 'größe.txt'), 'groß');
  await writeFile(join(tree, 'empty'), '');
  await symlink('../install.sh', join(tree, 'lib', 'link'));
  if (long) await symlink(`lib/${LONG}file`, join(tree, 'long-link'));
  await link(join(tree, 'lib', 'app'), join(tree, 'zz-hard-link'));
  return { folder, tree };
}

test.each([
  ['gnu', ['-C', 'tree', '.']],
  ['ustar', ['-C', 'tree', '.']],
  ['posix', ['-C', 'tree', '.']],
  ['gnu', ['tree']],
  ['posix', ['tree']],
  [
    'posix',
    ['--sort=name', '--pax-option=globexthdr.name=g,comment=hello', '-C', 'tree', 'install.sh', 'lib', 'empty'],
  ],
])('reads what GNU tar --format=%s packs with %j (otau 2.7)', async (format, args) => {
  const { folder, tree } = await ordinaryTree({ long: format !== 'ustar' });
  await run('tar', [`--format=${format}`, '-czf', 'p.tar.gz', ...args], { cwd: folder });
  const destination = join(folder, 'out');
  await extractPackage({ source: join(folder, 'p.tar.gz'), destination });
  const extracted = args.length === 1 ? join(destination, 'tree') : destination;
  expect(await snapshot(tree)).toMatchObject(await snapshot(extracted));
  expect(await readFile(join(extracted, 'lib', LONG, 'file'), 'utf8')).toBe('deep');
});

test.each(['GNU_FORMAT', 'PAX_FORMAT', 'USTAR_FORMAT'])('reads what Python packs as %s (otau 2.7)', async (format) => {
  const { folder, tree } = await ordinaryTree({ long: format !== 'USTAR_FORMAT' });
  const program = `import tarfile
with tarfile.open("p.tar.gz", "w:gz", format=tarfile.${format}) as t: t.add("tree", arcname=".")`;
  await run('python3', ['-c', program], { cwd: folder });
  const destination = join(folder, 'out');
  await extractPackage({ source: join(folder, 'p.tar.gz'), destination });
  expect(await snapshot(destination)).toEqual(await snapshot(tree));
});

test('reads what npm pack packs (otau 2.7)', async () => {
  const { folder, tree } = await ordinaryTree();
  await writeFile(join(tree, 'package.json'), '{"name":"p","version":"1.0.0"}');
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: tree });
  const destination = join(folder, 'out');
  const { entries } = await extractPackage({ source: join(folder, 'p-1.0.0.tgz'), destination });
  expect(entries.map(({ path }) => path)).toContain('package/lib/größe.txt');
});

async function* packed(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* t.inChunks(bytes, 100);
}

test('a visitor may leave a body early; the next entry comes whole', async () => {
  const bytes = t.tgz(t.file('a', 'x'.repeat(5000)), t.file('b', 'content of b'));
  const seen: string[] = [];
  await readArchive(packed(bytes), { limits }, async ({ path }, body) => {
    for await (const chunk of body) {
      seen.push(`${path} ${Buffer.from(chunk).toString().slice(0, 12)}`);
      break;
    }
  });
  expect(seen).toEqual(['a xxxxxxxxxxxx', 'b content of b']);
});

test('what a visitor throws ends the reading and comes out unchanged', async () => {
  const failure = new Error('visitor');
  const bytes = t.tgz(t.file('a', 'x'.repeat(500_000)), t.file('b', 'y'));
  await expect(readArchive(packed(bytes), { limits }, () => Promise.reject(failure))).rejects.toBe(failure);
});

test('with onViolation it goes on behind a refused entry, and skips that (otau 1.6)', async () => {
  const violations: (string | undefined)[] = [];
  const seen: string[] = [];
  const bytes = t.tgz(t.file('../a', 'x'.repeat(2000)), t.file('b', 'y'), t.symlink('c', '/etc'), t.file('d', ''));
  const onViolation = ({ rule }: { rule: string | undefined }) => violations.push(rule);
  await readArchive(packed(bytes), { limits, onViolation }, ({ path }) => {
    seen.push(path);
    return Promise.resolve();
  });
  expect(violations).toEqual(['name-parent', 'symlink-absolute']);
  expect(seen).toEqual(['b', 'd']);
});

test('a source that fails rejects with its own error', async () => {
  const source = createReadStream('/nonexistent');
  await expect(readArchive(source, { limits }, () => Promise.resolve())).rejects.toMatchObject({ code: 'ENOENT' });
});
