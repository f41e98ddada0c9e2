import { readFile } from 'node:fs/promises';

/** What one process has used. */
export interface ProcessUsage {
  /** Seconds of processor time since its start, its own and the kernel's for it. */
  readonly cpu_s: number;
  /** Memory that it holds now, in KiB. */
  readonly rss_kib: number;
}

/** `/proc` counts in these, whatever the kernel's own tick is: the number is part of Linux's interface to programs. */
const TICKS_PER_SECOND = 100;

/** Reads it for a process; undefined for one that is gone, or on a system without `/proc`. */
export async function readProcessUsage(pid: number): Promise<ProcessUsage | undefined> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ]);
    return { cpu_s: parseCpuSeconds(stat), rss_kib: parseRssKib(status) };
  } catch {
    return undefined;
  }
}

/** Of proc_pid_stat(5): utime and stime. The second field is the program's name in parentheses and may hold anything. */
export function parseCpuSeconds(stat: string): number {
  const fromThird = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0] = [fromThird[11], fromThird[12]].map(Number);
  return Math.round((user + system) / TICKS_PER_SECOND);
}

/** Of proc_pid_status(5): a process that has ended but was not yet reaped has no such line, and no memory. */
export function parseRssKib(status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
}
