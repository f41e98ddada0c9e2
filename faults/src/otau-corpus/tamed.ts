import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { extractPackage } from '@gateway-engine/otau';
import { type Arena } from './arena.ts';
import { inChunks } from './judge.ts';
import * as t from './tar.ts';

/** A package that is taken, and what must have been taken out of it (otau 2.4). */
export interface TamedCase {
  readonly title: string;
  readonly part: Uint8Array;
  readonly extracted: { readonly mode?: number; readonly uid?: number; readonly mtimeSeconds?: number };
}

const LAST_SECOND = 2 ** 32 - 1;

export const TAMED_CASES: readonly TamedCase[] = [
  { title: 'setuid and setgid', part: t.file('f', 'x', { mode: 0o6755 }), extracted: { mode: 0o755 } },
  { title: 'writable by all', part: t.file('f', 'x', { mode: 0o777 }), extracted: { mode: 0o755 } },
  { title: 'setgid directory', part: t.directory('f', { mode: 0o2777 }), extracted: { mode: 0o755 } },
  { title: 'foreign uid', part: t.file('f', 'x', { uid: 12_345 }), extracted: { uid: process.getuid?.() ?? 0 } },
  {
    title: 'mtime −1',
    part: t.file('f', 'x', { mtime: Buffer.alloc(12, 0xff) }),
    extracted: { mtimeSeconds: 0 },
  },
  {
    title: 'mtime 2⁶³',
    part: t.file('f', 'x', { mtime: t.base256(0x80, 2n ** 63n) }),
    extracted: { mtimeSeconds: LAST_SECOND },
  },
];

/** Extracts the package; what is not as it should be, or undefined. */
export async function judgeTamed(tamed: TamedCase, chunkBytes: number, arena: Arena): Promise<string | undefined> {
  const source = inChunks(gzipSync(t.tar(tamed.part)), chunkBytes);
  await extractPackage({ source, destination: arena.destination });
  const stats = await lstat(join(arena.destination, 'f'));
  const found = { mode: stats.mode & 0o7777, uid: stats.uid, mtimeSeconds: stats.mtimeMs / 1000 };
  const { mode = found.mode, uid = found.uid, mtimeSeconds = found.mtimeSeconds } = tamed.extracted;
  const isTamed = found.mode === mode && found.uid === uid && found.mtimeSeconds === mtimeSeconds;
  return isTamed ? undefined : `it became ${JSON.stringify(found)}`;
}
