import type { FileLayer, FileStatus, OpenFile } from '@gateway-engine/otau';

import {
  contentOf,
  directory,
  type DirectoryNode,
  entriesOf,
  type FileNode,
  type Node,
  snapshotOf,
  type Survival,
  survivor,
} from './disk-nodes.ts';

/** Thrown by every operation from the cut on. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

/** A disk in memory that knows what has been synced, and that power can be taken from before any operation. */
export interface Disk {
  readonly files: FileLayer;
  /** Changing operations so far; a sync is one. */
  readonly operations: number;
  /** Counts an act outside of the disk as an operation, so that power can be lost around it. */
  tick(): void;
  /** Power goes before the operation with this number, counted from 0. */
  cutBefore(operation: number): void;
  /** The disk as it is found at the next boot. */
  reboot(survival: Survival, random: () => number): Disk;
  /** Every path with its content; directories end with a slash. */
  snapshot(): Record<string, string>;
}

const FREE_BYTES = 2 ** 40;

/**
 * The model: data of a file is durable by its own sync, an entry of a directory by the sync of that directory. That is
 * what POSIX promises and less than ext4, xfs, btrfs or f2fs give: there, one sync makes earlier metadata durable, too.
 * Permission bits and times are taken to be durable at once. Renaming within one directory is atomic; a directory that was
 * moved to another one is found in one of both places, never in two.
 */
export function createDisk(root: DirectoryNode = directory(new Map())): Disk {
  let operations = 0;
  let cut = Infinity;

  function tick(): void {
    if (operations >= cut) throw new PowerCut('the power is off');
    operations += 1;
  }

  function isOn(): void {
    if (operations >= cut) throw new PowerCut('the power is off');
  }

  function find(path: string): Node {
    let node: Node = root;
    for (const name of split(path)) {
      if (node.type !== 'directory') throw failure('ENOTDIR', path);
      const next = entriesOf(node).get(name);
      if (next === undefined) throw failure('ENOENT', path);
      node = next;
    }
    return node;
  }

  function findDirectory(path: string): DirectoryNode {
    const node = find(path);
    if (node.type !== 'directory') throw failure('ENOTDIR', path);
    return node;
  }

  function change(path: string, edit: (entries: Map<string, Node>, name: string) => void): void {
    const names = split(path);
    const name = names.pop() ?? '';
    const parent = findDirectory(`/${names.join('/')}`);
    const entries = new Map(entriesOf(parent));
    edit(entries, name);
    parent.versions.push(entries);
  }

  function add(path: string, node: Node): void {
    change(path, (entries, name) => {
      if (entries.has(name)) throw failure('EEXIST', path);
      entries.set(name, node);
    });
  }

  function writer(node: FileNode): OpenFile {
    return {
      write: act((bytes: Uint8Array) => {
        node.versions.push(Buffer.concat([contentOf(node), bytes]));
        return bytes.length;
      }),
      chmod: act((mode: number) => {
        node.mode = mode;
      }),
      utimes: () => Promise.resolve(),
      sync: act(() => {
        node.versions = [contentOf(node)];
      }),
      close: () => Promise.resolve(),
    };
  }

  /** An operation that changes the disk. */
  function act<A extends readonly unknown[], T>(work: (...args: A) => T): (...args: A) => Promise<T> {
    return (...args) =>
      new Promise((resolve) => {
        tick();
        resolve(work(...args));
      });
  }

  /** An operation that does not. */
  function look<A extends readonly unknown[], T>(work: (...args: A) => T): (...args: A) => Promise<T> {
    return (...args) =>
      new Promise((resolve) => {
        isOn();
        resolve(work(...args));
      });
  }

  const files: FileLayer = {
    create: act((path: string, mode: number) => {
      const node: FileNode = { type: 'file', mode, versions: [Buffer.alloc(0)] };
      add(path, node);
      return writer(node);
    }),
    resume: act((path: string, sizeBytes: number) => {
      const node = find(path);
      if (node.type !== 'file') throw failure('ENOENT', path);
      node.versions.push(contentOf(node).subarray(0, sizeBytes));
      return writer(node);
    }),
    async *read(path: string) {
      await Promise.resolve();
      isOn();
      const node = find(path);
      if (node.type !== 'file') throw failure('EISDIR', path);
      yield contentOf(node);
    },
    list: look((path: string) => [...entriesOf(findDirectory(path)).keys()]),
    status: look((path: string): FileStatus => {
      const node = find(path);
      const sizeBytes = node.type === 'file' ? contentOf(node).length : 0;
      return { type: node.type, sizeBytes, mode: node.type === 'symlink' ? 0o777 : node.mode };
    }),
    target: look((path: string) => {
      const node = find(path);
      if (node.type !== 'symlink') throw failure('EINVAL', path);
      return node.target;
    }),
    makeDirectory: act((path: string, mode: number) => {
      add(path, { ...directory(new Map()), mode });
    }),
    chmod: act((path: string, mode: number) => {
      const node = find(path);
      if (node.type !== 'symlink') node.mode = mode;
    }),
    link: act((path: string, target: string) => {
      add(path, { type: 'symlink', target });
    }),
    rename: act((from: string, to: string) => {
      const node = find(from);
      if (dirnameOf(from) === dirnameOf(to)) {
        change(to, (entries, name) => {
          entries.delete(split(from).pop() ?? '');
          entries.set(name, node);
        });
        return;
      }
      change(to, (entries, name) => entries.set(name, node));
      if (node.type === 'directory') node.place = findDirectory(`/${dirnameOf(to)}`);
      change(from, (entries, name) => entries.delete(name));
    }),
    unlink: act((path: string) => {
      if (find(path).type === 'directory') throw failure('EISDIR', path);
      change(path, (entries, name) => entries.delete(name));
    }),
    removeDirectory: act((path: string) => {
      if (entriesOf(findDirectory(path)).size > 0) throw failure('ENOTEMPTY', path);
      change(path, (entries, name) => entries.delete(name));
    }),
    syncDirectory: act((path: string) => {
      const node = findDirectory(path);
      node.versions = [entriesOf(node)];
    }),
    freeBytes: look(() => FREE_BYTES),
    resolve: look((path: string) => path),
  };

  return {
    files,
    get operations() {
      return operations;
    },
    tick,
    cutBefore(operation) {
      cut = operation;
    },
    reboot: (survival, random) => createDisk(survivor(root, survival, random)),
    snapshot: () => snapshotOf(root, ''),
  };
}

function split(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}

function dirnameOf(path: string): string {
  return split(path).slice(0, -1).join('/');
}

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
