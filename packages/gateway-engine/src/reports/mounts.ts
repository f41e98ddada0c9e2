import { formatTable } from '../text-table.ts';

/** A file system that `df` shows. */
export interface MountUsage {
  readonly device: string;
  readonly mountPoint: string;
  readonly totalKiB: number;
  readonly usedKiB: number;
  readonly availableKiB: number;
}

export interface Mount {
  readonly device: string;
  readonly mountPoint: string;
}

/** File systems that hold something on this machine. Network ones are left out: a dead server would hang the report. */
const SHOWN_TYPES = new Set(
  'btrfs erofs ext2 ext3 ext4 exfat f2fs iso9660 jffs2 overlay squashfs tmpfs ubifs vfat xfs yaffs2 zfs'.split(' '),
);

/** Reads `/proc/mounts`: what is mounted last on a place is what one sees there. */
export function parseMounts(text: string): readonly Mount[] {
  const byPlace = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const [device, mountPoint, type] = line.split(' ');
    if (device === undefined || mountPoint === undefined || type === undefined || !SHOWN_TYPES.has(type)) continue;
    byPlace.set(mountPoint, { device: unescapeMount(device), mountPoint: unescapeMount(mountPoint) });
  }
  return [...byPlace.values()];
}

/** The kernel writes blank, tab, line end and backslash as three octal digits. */
function unescapeMount(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** The table that people know from `df`. */
export function formatDf(mounts: readonly MountUsage[]): string {
  const rows = mounts.map(({ device, totalKiB, usedKiB, availableKiB, mountPoint }) => {
    const reachable = usedKiB + availableKiB;
    const share = reachable === 0 ? '-' : `${Math.ceil((usedKiB / reachable) * 100)}%`;
    return [device, String(totalKiB), String(usedKiB), String(availableKiB), share, mountPoint];
  });
  return formatTable([['Filesystem', '1K-blocks', 'Used', 'Available', 'Use%', 'Mounted on'], ...rows], [0, 5]);
}
