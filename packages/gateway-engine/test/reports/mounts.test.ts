import { expect, test } from 'vitest';

import { formatDf, parseMounts } from '../../src/reports/mounts.ts';

test('lists file systems that hold something, without those of the kernel and of the network', () => {
  const text =
    '/dev/root / ext4 rw 0 0\nproc /proc proc rw 0 0\ntmpfs /run tmpfs rw 0 0\nserver:/x /mnt nfs4 rw 0 0\n\nbroken line\n';
  expect(parseMounts(text)).toEqual([
    { device: '/dev/root', mountPoint: '/' },
    { device: 'tmpfs', mountPoint: '/run' },
  ]);
});

test('takes the last mount on a place and decodes blanks in names', () => {
  const text = '/dev/a /data\\040disk ext4 rw 0 0\n/dev/b /data\\040disk ext4 rw 0 0\n';
  expect(parseMounts(text)).toEqual([{ device: '/dev/b', mountPoint: '/data disk' }]);
});

test('formats the table of df (gwe 53)', () => {
  const rows = [
    { device: '/dev/root', mountPoint: '/', totalKiB: 131_072, usedKiB: 65_536, availableKiB: 58_982 },
    { device: 'tmpfs', mountPoint: '/run', totalKiB: 0, usedKiB: 0, availableKiB: 0 },
  ];
  expect(formatDf(rows)).toBe(
    'Filesystem 1K-blocks  Used Available Use% Mounted on\n' +
      '/dev/root     131072 65536     58982  53% /\n' +
      'tmpfs              0     0         0    - /run\n',
  );
});
