import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type TarEntry } from './api.ts';
import { BLOCK_BYTES, parsePax, parseTarHeader, toTarEntry } from './tar-header.ts';

/** What is in a tar.gz. */
export interface TarballContents {
  readonly entries: readonly TarEntry[];
  /** Why the list is missing or incomplete. */
  readonly problem?: string;
}

/** How many entries are listed, and how long an extended header may be. */
const LIMITS = { maxEntries: 2000, maxExtendedBytes: 64 * 1024 } as const;
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;

/**
 * Lists a tar.gz without unpacking it to anywhere. Never throws: hostile bytes give a `problem`.
 *
 * @param options.maxUnpackedBytes where it stops to look; default 512 MiB
 */
export async function listTarball(
  bytes: Uint8Array,
  { maxUnpackedBytes = MAX_UNPACKED_BYTES }: { readonly maxUnpackedBytes?: number } = {},
): Promise<TarballContents> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { entries: [], problem: 'This is not a gzip file.' };
  const scan = createTarScan(maxUnpackedBytes);
  try {
    await pipeline([bytes], createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) if (!scan.push(chunk)) break;
    });
  } catch (error) {
    return { entries: scan.entries, problem: scan.problem ?? unzipProblem(error) };
  }
  const problem = scan.problem ?? (scan.isComplete() ? undefined : 'The archive ends in the middle of an entry.');
  return { entries: scan.entries, ...(problem === undefined ? {} : { problem }) };
}

function unzipProblem(error: unknown): string {
  return `Unpacking failed: ${error instanceof Error ? error.message : String(error)}.`;
}

interface TarScan {
  readonly entries: readonly TarEntry[];
  readonly problem: string | undefined;
  isComplete(): boolean;
  /** False once it wants no more. */
  push(chunk: Buffer): boolean;
}

/** Reads headers and passes over bodies, holding no more than a header and what a chunk brings. */
function createTarScan(maxUnpackedBytes: number): TarScan {
  const entries: TarEntry[] = [];
  let [rest, unpacked, skip]: [Buffer, number, number] = [Buffer.alloc(0), 0, 0];
  let problem: string | undefined;
  let hasEnded = false;
  let extended: { readonly isPax: boolean; readonly isTarget: boolean; readonly sizeBytes: number } | undefined;
  let override: { path?: string; target?: string } = {};

  function readHeader(block: Buffer): void {
    const header = parseTarHeader(block);
    if (header === 'end') {
      hasEnded = true;
    } else if (header === 'damaged') {
      problem = entries.length === 0 ? 'This is not a tar archive.' : 'A header of the archive is damaged.';
    } else if ('xLK'.includes(header.typeFlag) && header.sizeBytes <= LIMITS.maxExtendedBytes) {
      const { typeFlag, sizeBytes } = header;
      extended = { isPax: typeFlag === 'x', isTarget: typeFlag === 'K', sizeBytes };
    } else {
      skip = padded(header.sizeBytes);
      if (header.typeFlag === 'g') return;
      entries.push(toTarEntry(header, override));
      override = {};
      if (entries.length >= LIMITS.maxEntries) problem = `Only the first ${LIMITS.maxEntries} entries are listed.`;
    }
  }

  function readExtended(body: Buffer, { isPax, isTarget, sizeBytes }: NonNullable<typeof extended>): void {
    const text = body.toString('utf8', 0, sizeBytes);
    const name = text.replace(/\0[^]*$/, '');
    override = { ...override, ...(isPax ? parsePax(text) : isTarget ? { target: name } : { path: name }) };
    extended = undefined;
  }

  /** Takes one unit from the front of `rest`. False if it needs more bytes, or none. */
  function step(): boolean {
    if (hasEnded || problem !== undefined) return false;
    if (skip > 0) {
      const part = Math.min(skip, rest.length);
      skip -= part;
      rest = rest.subarray(part);
      return part > 0;
    }
    const wanted = extended === undefined ? BLOCK_BYTES : padded(extended.sizeBytes);
    if (rest.length < wanted) return false;
    const unit = rest.subarray(0, wanted);
    rest = rest.subarray(wanted);
    if (extended === undefined) readHeader(unit);
    else readExtended(unit, extended);
    return true;
  }

  return {
    entries,
    get problem() {
      return problem;
    },
    // An archive that simply stops between two entries is read by every tar.
    isComplete: () => hasEnded || (skip === 0 && rest.length === 0 && extended === undefined && entries.length > 0),
    push(chunk) {
      unpacked += chunk.length;
      if (unpacked > maxUnpackedBytes) {
        problem ??= `It unpacks to more than ${Math.round(maxUnpackedBytes / 1024)} KiB: looked no further.`;
      }
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (step());
      return !hasEnded && problem === undefined;
    },
  };
}

function padded(sizeBytes: number): number {
  return Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
}
