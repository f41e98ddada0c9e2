import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The environment that slows a process's disk, or why there is none. */
export type SlowDisk =
  | { readonly kind: 'ready'; env(fsyncMs: number): Readonly<Record<string, string>> }
  | { readonly kind: 'missing'; readonly reason: string };

/** Compiles the shim into a folder. `env(20)` given to a child process lets each of its fsyncs take 20 ms longer. */
export function buildSlowDisk(folder: string): SlowDisk {
  const library = join(folder, 'slow-disk.so');
  const source = join(import.meta.dirname, 'slow-disk.c');
  const compiled = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], { encoding: 'utf8' });
  if (compiled.error !== undefined) return { kind: 'missing', reason: 'no C compiler (cc) to slow fsync down with' };
  if (compiled.status !== 0) return { kind: 'missing', reason: `cc failed: ${compiled.stderr.trim().slice(0, 200)}` };
  return { kind: 'ready', env: (fsyncMs) => ({ LD_PRELOAD: library, SLOW_DISK_MS: String(fsyncMs) }) };
}
