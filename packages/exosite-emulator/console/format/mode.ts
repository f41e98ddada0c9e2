import type { TarEntry } from '../../src/console/api.ts';

const KINDS: Readonly<Record<TarEntry['kind'], string>> = { file: '-', folder: 'd', link: 'l', other: '?' };

/** Permission bits as `ls -l` shows them; set-id bits by their letters. */
export function formatMode(kind: TarEntry['kind'], mode: number): string {
  const triple = (bits: number, special: boolean, letter: string): string => {
    const execute = (bits & 1) !== 0;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
  };
  const [owner, group, others] = [(mode >> 6) & 7, (mode >> 3) & 7, mode & 7];
  return (
    KINDS[kind] +
    triple(owner, (mode & 0o4000) !== 0, 's') +
    triple(group, (mode & 0o2000) !== 0, 's') +
    triple(others, (mode & 0o1000) !== 0, 't')
  );
}
