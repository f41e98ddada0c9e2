import { type ArchiveEntry } from '../archive/entry-policy.ts';

/** The start of a file in a package, enough to judge it. */
export interface FileStart {
  readonly entry: ArchiveEntry;
  readonly text: string;
  /** Whether `text` is the whole file. */
  readonly complete: boolean;
}

/** What a package is made of, as far as installing it goes. */
export interface PackageContents {
  /** The single enclosing directory, or empty if the content is at the archive's root (otau 1.2). */
  readonly root: string;
  /** The installer that would run, if there is one. */
  readonly installer: 'install.sh' | 'setup.py' | undefined;
  readonly files: ReadonlyMap<string, FileStart>;
}

const JUDGED_BYTES = { installer: 64 * 1024, script: 4 * 1024 };
const MAX_JUDGED_SCRIPTS = 200;
const INSTALLER_FILES = ['install.sh', 'setup.py', 'supervisor.conf'];
const JUNK = /(^|\/)(\._[^/]*|\.DS_Store|__MACOSX)(\/|$)/;

/** Files that macOS leaves behind and that no gateway needs. */
export function isJunk(path: string): boolean {
  return JUNK.test(path);
}

/**
 * How much of each file to keep for judging it; a hostile package must not fill the memory with scripts. Call it
 * once per file, in the order of the archive.
 */
export function createJudgement(): (path: string) => number {
  let top: string | undefined;
  let scripts = 0;
  return (path) => {
    const [first = '', second] = path.split('/');
    if (second !== undefined && !isJunk(path)) top ??= first;
    const inRoot = INSTALLER_FILES.some((name) => path === name || path === `${top ?? ''}/${name}`);
    if (inRoot) return JUDGED_BYTES.installer;
    return path.endsWith('.sh') && scripts++ < MAX_JUDGED_SCRIPTS ? JUDGED_BYTES.script : 0;
  };
}

/** Finds root and installer among the entries of an archive (otau 1.2). */
export function findContents(entries: readonly ArchiveEntry[], files: ReadonlyMap<string, FileStart>): PackageContents {
  const root = hasInstaller(entries, '') ? '' : (onlyDirectory(entries) ?? '');
  const path = (name: string) => (root === '' ? name : `${root}/${name}`);
  const has = (name: string) => entries.some((entry) => entry.path === path(name));
  const installer = has('install.sh') ? 'install.sh' : has('setup.py') ? 'setup.py' : undefined;
  return { root, installer, files };
}

/** A file of the package by its name below the root. */
export function fileOf(contents: PackageContents, name: string): FileStart | undefined {
  return contents.files.get(contents.root === '' ? name : `${contents.root}/${name}`);
}

function hasInstaller(entries: readonly ArchiveEntry[], root: string): boolean {
  return entries.some(({ path }) => path === `${root}install.sh` || path === `${root}setup.py`);
}

function onlyDirectory(entries: readonly ArchiveEntry[]): string | undefined {
  const tops = new Set<string>();
  let isDirectory = true;
  for (const { path, type } of entries) {
    if (path === '' || isJunk(path)) continue;
    const [top = ''] = path.split('/');
    tops.add(top);
    if (path === top && type !== 'directory') isDirectory = false;
  }
  const [only] = tops;
  return tops.size === 1 && isDirectory ? only : undefined;
}
