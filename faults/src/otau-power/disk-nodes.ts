/** What survives a power cut of what was not synced. */
export type Survival =
  /** Nothing: every file and every directory is as at its own last sync. */
  | 'nothing'
  /** All names, no content: what a file system with delayed allocation leaves (files of length zero). */
  | 'names'
  /** Of each file and each directory any state since its last sync, independently of all others. */
  | 'some';

export interface FileNode {
  readonly type: 'file';
  mode: number;
  /** Contents since the last sync, that one first. */
  versions: Buffer[];
}

export interface DirectoryNode {
  readonly type: 'directory';
  mode: number;
  /** Entries since the last sync, those first. */
  versions: ReadonlyMap<string, Node>[];
  /** Where it was moved to last. */
  place?: DirectoryNode;
}

interface LinkNode {
  readonly type: 'symlink';
  readonly target: string;
}

export type Node = FileNode | DirectoryNode | LinkNode;

/** The tree as a power cut leaves it. The same file under two names stays one. */
export function survivor(root: DirectoryNode, survival: Survival, random: () => number): DirectoryNode {
  const done = new Map<FileNode, FileNode>();
  const picked = new Map<DirectoryNode, ReadonlyMap<string, Node>>();

  function pick<T>(versions: readonly T[], otherwise: T | undefined): T | undefined {
    return survival === 'some' ? versions[Math.floor(random() * versions.length)] : otherwise;
  }

  function entriesThatSurvive(node: DirectoryNode): ReadonlyMap<string, Node> {
    const known = picked.get(node);
    if (known !== undefined) return known;
    const { versions } = node;
    const entries = pick(versions, survival === 'names' ? versions.at(-1) : versions[0]) ?? new Map<string, Node>();
    picked.set(node, entries);
    return entries;
  }

  function wasMovedAway(node: Node, from: DirectoryNode): boolean {
    if (node.type !== 'directory' || node.place === undefined || node.place === from) return false;
    return [...entriesThatSurvive(node.place).values()].includes(node);
  }

  function copyFile(node: FileNode): FileNode {
    const known = done.get(node);
    if (known !== undefined) return known;
    const file: FileNode = { ...node, versions: [pick(node.versions, node.versions[0]) ?? Buffer.alloc(0)] };
    done.set(node, file);
    return file;
  }

  function copy(node: DirectoryNode): DirectoryNode {
    const entries = new Map<string, Node>();
    for (const [name, entry] of entriesThatSurvive(node)) {
      if (entry.type === 'directory') {
        if (!wasMovedAway(entry, node)) entries.set(name, copy(entry));
      } else {
        entries.set(name, entry.type === 'file' ? copyFile(entry) : entry);
      }
    }
    return { ...directory(entries), mode: node.mode };
  }

  return copy(root);
}

/** Every path with its content; directories end with a slash. */
export function snapshotOf(node: DirectoryNode, path: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, entry] of entriesOf(node)) {
    const at = `${path}/${name}`;
    if (entry.type === 'directory') Object.assign(found, { [`${at}/`]: '' }, snapshotOf(entry, at));
    else found[at] = entry.type === 'file' ? contentOf(entry).toString('latin1') : `-> ${entry.target}`;
  }
  return found;
}

/** A directory whose entries are durable. */
export function directory(entries: ReadonlyMap<string, Node>): DirectoryNode {
  return { type: 'directory', mode: 0o755, versions: [entries] };
}

/** Entries as they are now. */
export function entriesOf({ versions }: DirectoryNode): ReadonlyMap<string, Node> {
  return versions.at(-1) ?? new Map<string, Node>();
}

/** Content as it is now. */
export function contentOf({ versions }: FileNode): Buffer {
  return versions.at(-1) ?? Buffer.alloc(0);
}
