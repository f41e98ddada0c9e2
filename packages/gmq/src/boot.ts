import { readFileSync } from 'node:fs';

const BOOT_ID_PATH = '/proc/sys/kernel/random/boot_id';

/** The kernel's name for this boot of the machine, or `unknown` where there is none (containers, other systems). */
export function readBootId(path: string = BOOT_ID_PATH): string {
  try {
    return readFileSync(path, 'utf8').trim() || 'unknown';
  } catch {
    return 'unknown';
  }
}

/** Milliseconds of the machine's monotonic clock: never set, never goes back, counts from the boot. */
export function readMonotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}
