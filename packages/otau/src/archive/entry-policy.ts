import { decodeText, foldName, normaliseName, verifyLinkTarget } from './entry-name.ts';
import { type TarHeader } from './header.ts';
import { resolveLink } from './link-resolution.ts';
import { type ArchiveLimits } from './limits.ts';
import { type PaxOverrides } from './pax.ts';
import { refusal } from './rules.ts';
import { type OtauError } from '../errors.ts';

/** What an entry becomes on disk. */
export type EntryType = 'file' | 'directory' | 'symlink' | 'hardlink';

/** An entry that has passed every rule which can be judged at its header. */
export interface ArchiveEntry {
  readonly type: EntryType;
  /** Path below the archive's root; empty for the root itself. */
  readonly path: string;
  /** Bytes of its content; for a hard link, of the file that it copies. */
  readonly sizeBytes: number;
  /** Permission bits as in the archive, setuid and others included: to be masked before use. */
  readonly mode: number;
  readonly mtimeSeconds: number;
  /** Text of a symlink; path of the earlier file for a hard link. */
  readonly target?: string;
}

/** Remembers the tree that the archive has built up so far, and admits or refuses the next entry. */
export interface EntryPolicy {
  /** Throws the refusal of the first rule that the entry breaks. */
  admit(type: EntryType, header: TarHeader, overrides: PaxOverrides): ArchiveEntry;
  /** Judges what only the whole tree can tell: where each symlink leads. */
  finish(): readonly OtauError[];
}

interface Node {
  readonly path: string;
  readonly type: EntryType;
  /** Only the names of other entries have mentioned this directory so far. */
  readonly implied: boolean;
  readonly sizeBytes: number;
}

/** Rules of otau 2.3 and 2.4 that need memory: duplicates, parents, links, counts. */
export function createEntryPolicy(limits: ArchiveLimits): EntryPolicy {
  const nodes = new Map<string, Node>();
  const symlinks = new Map<string, string>();
  let copiedBytes = 0;

  function add(node: Node): void {
    nodes.set(foldName(node.path), node);
    if (nodes.size > limits.maxEntries) {
      throw refusal('limit-entries', `there are more than ${limits.maxEntries} entries`);
    }
  }

  function enterParents(path: string): void {
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
      const parent = path.slice(0, slash);
      const known = nodes.get(foldName(parent));
      if (known === undefined) {
        add({ path: parent, type: 'directory', implied: true, sizeBytes: 0 });
      } else if (known.path !== parent) {
        throw refusal('name-collision', `it differs from "${known.path}" only in case or accents`, path);
      } else if (known.type !== 'directory') {
        throw refusal('parent-not-directory', `it lies below a ${known.type}`, path);
      }
    }
  }

  function enter(type: EntryType, path: string, sizeBytes: number): void {
    const known = nodes.get(foldName(path));
    if (known !== undefined && known.path !== path) {
      throw refusal('name-collision', `it differs from "${known.path}" only in case or accents`, path);
    }
    if (known !== undefined && !(known.implied && type === 'directory')) {
      throw refusal('duplicate', 'the archive holds it twice', path);
    }
    enterParents(path);
    add({ path, type, implied: false, sizeBytes });
  }

  function originalOf(link: string, path: string): Node {
    const target = normaliseName(link, false, limits);
    const original = nodes.get(foldName(target));
    if (original?.path !== target || (original.type !== 'file' && original.type !== 'hardlink')) {
      throw refusal('hardlink-target', 'it is a hard link to something that is not an earlier file', path);
    }
    copiedBytes += original.sizeBytes;
    if (copiedBytes > limits.maxUnpackedBytes) {
      throw refusal('limit-unpacked-bytes', `hard links copy more than ${limits.maxUnpackedBytes} bytes`, path);
    }
    return original;
  }

  return {
    admit(type, header, overrides) {
      const name = overrides.name ?? decodeText(header.name);
      const path = normaliseName(name, type === 'directory', limits);
      const common = { type, path, mode: header.mode, mtimeSeconds: header.mtimeSeconds };
      if (header.sizeBytes > limits.maxFileBytes) {
        throw refusal('limit-file-bytes', `it is larger than ${limits.maxFileBytes} bytes`, name);
      }
      if (type === 'file' || type === 'directory') {
        enter(type, path, header.sizeBytes);
        return { ...common, sizeBytes: header.sizeBytes };
      }
      const link = overrides.link ?? decodeText(header.link);
      if (type === 'hardlink') {
        const original = originalOf(link, path);
        enter(type, path, original.sizeBytes);
        return { ...common, sizeBytes: original.sizeBytes, target: original.path };
      }
      verifyLinkTarget(link, path, limits);
      enter(type, path, 0);
      symlinks.set(path, link);
      return { ...common, sizeBytes: 0, target: link };
    },
    finish() {
      return [...symlinks].flatMap(([path, target]) => {
        const verdict = resolveLink(path, target, (at) => symlinks.get(at));
        if (verdict === 'escapes') return [refusal('symlink-escapes', 'it leads out of the package', path)];
        return verdict === 'loop' ? [refusal('symlink-loop', 'it leads round in circles', path)] : [];
      });
    },
  };
}
