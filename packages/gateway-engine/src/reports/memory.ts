import { formatTable } from '../text-table.ts';

/** Reads `/proc/meminfo`: KiB by name. */
export function parseMeminfo(text: string): ReadonlyMap<string, number> {
  const pairs = [...text.matchAll(/^(\S+):\s+(\d+) kB$/gm)];
  return new Map(pairs.map(([, name = '', kib = '0']) => [name, Number(kib)]));
}

/** The table that people know from `free`, in KiB. */
export function formatFree(meminfo: ReadonlyMap<string, number>): string {
  const kib = (name: string): number => meminfo.get(name) ?? 0;
  const cache = kib('Buffers') + kib('Cached') + kib('SReclaimable');
  const used = Math.max(0, kib('MemTotal') - kib('MemAvailable'));
  const cells = (...numbers: readonly number[]): string[] => numbers.map(String);
  return formatTable(
    [
      ['', 'total', 'used', 'free', 'shared', 'buff/cache', 'available'],
      ['Mem:', ...cells(kib('MemTotal'), used, kib('MemFree'), kib('Shmem'), cache, kib('MemAvailable'))],
      ['Swap:', ...cells(kib('SwapTotal'), kib('SwapTotal') - kib('SwapFree'), kib('SwapFree')), '', '', ''],
    ],
    [0],
  );
}
