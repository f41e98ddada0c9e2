import { readFile } from 'node:fs/promises';

/** Memory of one process, in MB. */
export interface Memory {
  readonly rssMb: number;
  /** What is its own and no file's: all that a small machine without swap cannot take back. */
  readonly anonymousMb: number;
}

export async function readMemory(pid: number): Promise<Memory> {
  return parseSmapsRollup(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'));
}

/** Of proc_pid_smaps(5), the summed form; it counts in kB of 1024 bytes. */
export function parseSmapsRollup(text: string): Memory {
  const mb = (key: string): number => {
    const kib = new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
    if (kib === undefined) throw new Error(`smaps_rollup has no ${key}`);
    return (Number(kib) * 1024) / 1e6;
  };
  return { rssMb: mb('Rss'), anonymousMb: mb('Anonymous') };
}
