import { expect, test } from 'vitest';
import { parsePax, parseTarHeader, toTarEntry } from '../../src/console/tar-header.ts';
import { tarHeader } from '../support/tarball.ts';

test('reads name, size, mode and kind', () => {
  const header = parseTarHeader(tarHeader({ path: 'install.sh', content: 'x'.repeat(700), mode: 0o755 }));
  expect(header).toMatchObject({ path: 'install.sh', sizeBytes: 700, mode: 0o755 });
  if (typeof header === 'string') throw new Error(header);
  expect(toTarEntry(header, {})).toEqual({ path: 'install.sh', kind: 'file', sizeBytes: 700, mode: 0o755 });
});

test('a link tells its target; an extended header overrides the names', () => {
  const header = parseTarHeader(tarHeader({ path: 'a', typeFlag: '2', target: '/etc/passwd' }));
  if (typeof header === 'string') throw new Error(header);
  expect(toTarEntry(header, {})).toMatchObject({ kind: 'link', target: '/etc/passwd' });
  expect(toTarEntry(header, { path: 'long', target: 'far' })).toMatchObject({ path: 'long', target: 'far' });
});

test('a wrong checksum is damage, zeros are the end', () => {
  const block = tarHeader({ path: 'a' });
  block[0] = 0x62;
  expect(parseTarHeader(block)).toBe('damaged');
  expect(parseTarHeader(Buffer.alloc(512))).toBe('end');
});

test('pax headers give path and link', () => {
  expect(parsePax('12 path=a/b\n16 linkpath=c=d\n20 mtime=1.5\n')).toEqual({ path: 'a/b', target: 'c=d' });
});
