import { readFile } from 'node:fs/promises';
import { uptime } from 'node:os';

/** What tells one boot of the machine from the next. The wall clock cannot: without an RTC it jumps. */
export interface Machine {
  /** The same until the machine boots again. */
  bootId(): Promise<string>;
  /** Milliseconds since boot; never jumps. */
  uptimeMs(): number;
}

/** This machine. */
export const systemMachine: Machine = Object.freeze({
  async bootId() {
    try {
      return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    } catch {
      return 'unknown'; // no /proc: every start counts as the same boot, and only the attempts bound a loop
    }
  },
  uptimeMs: () => Math.round(uptime() * 1000),
});
