/** What stands at a path; a link is not followed. */
export interface FileStatus {
  readonly type: 'file' | 'directory' | 'symlink' | 'other';
  readonly sizeBytes: number;
  /** Permission bits. */
  readonly mode: number;
}

/** A file that is being written. */
export interface OpenFile {
  /** Writes at the end of what is there; may take only a part, and says how much. */
  write(bytes: Uint8Array): Promise<number>;
  chmod(mode: number): Promise<void>;
  utimes(seconds: number): Promise<void>;
  /** Makes content and length durable; the name is not, before its directory is synced. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Every operation on files that the installer makes, each as small as the kernel's own: so that a test can lose power
 * before any of them. Failures are the system's errors (`code` is `ENOENT`, …).
 */
export interface FileLayer {
  /** A fresh file, never through a link and never into something that exists (otau 2.5). */
  create(path: string, mode: number): Promise<OpenFile>;
  /** An existing file, cut to `sizeBytes`, to be continued there. */
  resume(path: string, sizeBytes: number): Promise<OpenFile>;
  read(path: string): AsyncIterable<Uint8Array>;
  list(directory: string): Promise<readonly string[]>;
  status(path: string): Promise<FileStatus>;
  target(link: string): Promise<string>;
  makeDirectory(path: string, mode: number): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  link(path: string, target: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a link. */
  unlink(path: string): Promise<void>;
  /** Removes an empty directory. */
  removeDirectory(path: string): Promise<void>;
  /** Makes the entries of a directory (creations, renames, removals) durable. */
  syncDirectory(path: string): Promise<void>;
  /** Bytes that may still be written on the file system of a directory. */
  freeBytes(directory: string): Promise<number>;
  /** The path with all links resolved. */
  resolve(path: string): Promise<string>;
}
