import { execFile } from 'node:child_process';
import { chmod, link, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractPackage } from '@gateway-engine/otau';
import { describeTree } from './tree.ts';

/** A tool of the world that packs trees, and how it is called in the folder that holds `tree` (otau 2.7). */
export interface Packer {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  /** Whether it takes paths of more than 100 bytes in links. */
  readonly longLinks?: boolean;
  /** Where the content lies in the archive. Default: at its root. */
  readonly below?: string;
  readonly result?: string;
}

const python = (format: string): readonly [string, ...string[]] => [
  'python3',
  '-c',
  `import tarfile
with tarfile.open("p.tar.gz", "w:gz", format=tarfile.${format}) as t: t.add("tree", arcname=".")`,
];

export const PACKERS: readonly Packer[] = [
  ...['gnu', 'posix'].map((format): Packer => ({
    title: `GNU tar --format=${format}`,
    command: ['tar', `--format=${format}`, '-czf', 'p.tar.gz', '-C', 'tree', '.'],
    longLinks: true,
  })),
  { title: 'GNU tar --format=ustar', command: ['tar', '--format=ustar', '-czf', 'p.tar.gz', '-C', 'tree', '.'] },
  { title: 'GNU tar with one top directory', command: ['tar', '-czf', 'p.tar.gz', 'tree'], below: 'tree' },
  ...['pax', 'gnutar'].map((format): Packer => ({
    title: `bsdtar --format=${format}`,
    command: ['bsdtar', `--format=${format}`, '-czf', 'p.tar.gz', '-C', 'tree', '.'],
    longLinks: true,
  })),
  { title: 'bsdtar', command: ['bsdtar', '-czf', 'p.tar.gz', '-C', 'tree', '.'], longLinks: true },
  { title: 'bsdtar --format=ustar', command: ['bsdtar', '--format=ustar', '-czf', 'p.tar.gz', '-C', 'tree', '.'] },
  { title: 'busybox tar', command: ['busybox', 'tar', '-czf', 'p.tar.gz', '-C', 'tree', '.'], longLinks: true },
  ...['GNU_FORMAT', 'PAX_FORMAT'].map((format): Packer => ({
    title: `Python tarfile ${format}`,
    command: python(format),
    longLinks: true,
  })),
  { title: 'Python tarfile USTAR_FORMAT', command: python('USTAR_FORMAT') },
  {
    title: 'npm pack',
    command: ['npm', 'pack', '--ignore-scripts', '--silent', './tree'],
    below: 'package',
    result: 'p-1.0.0.tgz',
  },
];

const LONG = 'a-directory-with-quite-a-long-name/'.repeat(4);

/** A tree with what ordinary packages have: long and non-ASCII names, links, empty and executable files. */
async function makeTree(folder: string, { longLinks = false, title }: Packer): Promise<void> {
  const tree = join(folder, 'tree');
  await mkdir(join(tree, 'lib', LONG), { recursive: true });
  await writeFile(join(tree, 'install.sh'), '#!/bin/sh\n');
  await chmod(join(tree, 'install.sh'), 0o755);
  await writeFile(join(tree, 'lib', 'app'), Buffer.alloc(70_000, 'app '));
  await utimes(join(tree, 'lib', 'app'), 1_500_000_000.123, 1_500_000_000.123);
  await writeFile(join(tree, 'lib', LONG, 'file'), 'deep');
  await writeFile(join(tree, 'lib', 'größe 100 % "quoted".txt'), 'groß');
  await writeFile(join(tree, 'empty'), '');
  await mkdir(join(tree, 'empty-directory'));
  await writeFile(join(tree, 'package.json'), '{"name":"p","version":"1.0.0"}');
  if (title === 'npm pack') return; // which leaves out links and empty directories
  await symlink('../install.sh', join(tree, 'lib', 'link'));
  await link(join(tree, 'lib', 'app'), join(tree, 'zz-hard-link'));
  if (longLinks) await symlink(`lib/${LONG}file`, join(tree, 'long-link'));
}

/** Packs an ordinary tree with a tool and extracts it; says what differs, or that the tool is missing. */
export async function judgeOrdinary(packer: Packer, folder: string): Promise<{ missing: boolean; found?: string }> {
  await mkdir(folder);
  try {
    await makeTree(folder, packer);
    const [file, ...args] = packer.command;
    const packing = promisify(execFile)(file, args, { cwd: folder });
    try {
      await packing;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { missing: true };
      throw error;
    }
    const destination = join(folder, 'out');
    await extractPackage({ source: join(folder, packer.result ?? 'p.tar.gz'), destination });
    const wanted = (await describeTree(join(folder, 'tree'))).filter(
      (line) => packer.title !== 'npm pack' || !line.startsWith('directory empty'),
    );
    const found = await describeTree(join(destination, packer.below ?? ''));
    const missing = wanted.filter((line) => !found.includes(line));
    const extra = found.filter((line) => !wanted.includes(line));
    if (missing.length === 0 && extra.length === 0) return { missing: false };
    return { missing: false, found: `missing: ${shown(missing)}; not expected: ${shown(extra)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function shown(lines: readonly string[]): string {
  return lines.map((line) => line.slice(0, 120)).join(', ');
}
