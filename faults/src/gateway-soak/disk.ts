import { mkdirSync, rmSync } from 'node:fs';

import { type FileLayer, type OpenFile, systemFiles } from '@gateway-engine/otau';

/** A disk that can be full, and that tells of every operation on it. */
export interface SoakDisk {
  readonly files: FileLayer;
  readonly isFull: boolean;
  /** Fills the disk, or makes room again. */
  setFull(full: boolean): void;
}

/**
 * The installer's files go through a layer that refuses to write. The engine's own are replaced by a rename: where
 * their temporary file would be stands a folder, and every write fails before it has changed anything.
 */
export function createDisk(engineFiles: readonly string[], onOperation: () => void): SoakDisk {
  let isFull = false;

  function refuseWhenFull(): void {
    if (isFull) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  }
  const reading =
    <A extends readonly unknown[], T>(act: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      onOperation();
      return act(...args);
    };
  const writing = <A extends readonly unknown[], T>(act: (...args: A) => Promise<T>) =>
    reading(async (...args: A) => {
      refuseWhenFull();
      return act(...args);
    });
  const guardFile = (file: OpenFile): OpenFile => ({
    write: writing((bytes: Uint8Array) => file.write(bytes)),
    chmod: reading((mode: number) => file.chmod(mode)),
    utimes: reading((seconds: number) => file.utimes(seconds)),
    sync: writing(() => file.sync()),
    close: () => file.close(),
  });

  return {
    files: {
      ...systemFiles,
      create: writing(async (path: string, mode: number) => guardFile(await systemFiles.create(path, mode))),
      resume: writing(async (path: string, size: number) => guardFile(await systemFiles.resume(path, size))),
      makeDirectory: writing((path: string, mode: number) => systemFiles.makeDirectory(path, mode)),
      link: writing((path: string, target: string) => systemFiles.link(path, target)),
      rename: reading((from: string, to: string) => systemFiles.rename(from, to)),
      unlink: reading((path: string) => systemFiles.unlink(path)),
      removeDirectory: reading((path: string) => systemFiles.removeDirectory(path)),
      syncDirectory: reading((path: string) => systemFiles.syncDirectory(path)),
    },
    get isFull() {
      return isFull;
    },
    setFull(full) {
      isFull = full;
      for (const path of engineFiles) {
        const temporary = `${path}.${process.pid}.tmp`;
        if (full) mkdirSync(temporary, { recursive: true });
        else rmSync(temporary, { recursive: true, force: true });
      }
    },
  };
}
