import { type OtauError, isOtauError } from '../errors.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type ArchiveEntry, createEntryPolicy, type EntryPolicy, type EntryType } from './entry-policy.ts';
import { decodeText } from './entry-name.ts';
import { BLOCK_BYTES, type HeaderType, isZeroBlock, parseHeader, type TarHeader } from './header.ts';
import { type ArchiveLimits } from './limits.ts';
import { parsePax, type PaxOverrides, verifyGlobalPax } from './pax.ts';
import { refusal } from './rules.ts';

/** What the guard tells about an entry, before the entry's header goes on to the next reader. */
export interface GuardedEntry {
  /** The entry, or undefined if it was refused and reported to `onViolation`. */
  readonly entry: ArchiveEntry | undefined;
  readonly type: EntryType;
  /** Bytes that follow its header. */
  readonly bodyBytes: number;
}

/** Options of {@link guardTar}. */
export interface GuardOptions {
  readonly limits: ArchiveLimits;
  readonly onEntry: (guarded: GuardedEntry) => void;
  /**
   * Takes a breach of a rule about one entry, and the guard goes on with the next: for checks that report everything.
   * Without it, and for breaches after which the archive cannot be read on, the guard throws.
   */
  readonly onViolation?: ((violation: OtauError) => void) | undefined;
}

const READ_BYTES = 64 * 1024;
const MAX_GLOBAL_HEADERS = 100;

/**
 * Stands between gunzip and the tar reader: passes a tar stream on, unchanged, block by block, each only after it was
 * verified (otau 2.1). What comes out is an archive that every reader reads alike: at most two zero blocks end it,
 * and nothing lies behind them.
 */
export async function* guardTar(
  source: AsyncIterable<Uint8Array>,
  options: GuardOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const input = createByteReader(source);
  const policy = createEntryPolicy(options.limits);
  const meta = createMeta(options.limits.maxMetaBytes);
  while (true) {
    const block = await readBlock(input);
    if (isZeroBlock(block)) {
      meta.verifyUnused();
      await readEnd(input);
      for (const violation of policy.finish()) report(violation, options);
      yield Buffer.alloc(2 * BLOCK_BYTES);
      return;
    }
    const header = parseHeader(block);
    const type = entryType(header.type);
    if (type === undefined) {
      const body = await meta.read(header, input);
      yield block;
      yield body;
      continue;
    }
    const overrides = meta.take();
    if ((overrides.sizeBytes ?? header.sizeBytes) !== header.sizeBytes) {
      throw refusal('pax-size', 'a PAX header gives an entry another size than its own header', overrides.name);
    }
    const entry = admit(policy, type, header, overrides, options);
    options.onEntry({ entry, type, bodyBytes: header.sizeBytes });
    yield block;
    yield* readBody(input, header.sizeBytes);
  }
}

function admit(
  policy: EntryPolicy,
  type: EntryType,
  header: TarHeader,
  overrides: PaxOverrides,
  options: GuardOptions,
): ArchiveEntry | undefined {
  try {
    return policy.admit(type, header, overrides);
  } catch (error) {
    if (!isOtauError(error)) throw error;
    report(error, options);
    return undefined;
  }
}

function report(violation: OtauError, { onViolation }: GuardOptions): void {
  if (onViolation === undefined || violation.code === 'OTAU_LIMIT_EXCEEDED') throw violation;
  onViolation(violation);
}

function entryType(type: HeaderType): EntryType | undefined {
  return type === 'file' || type === 'directory' || type === 'symlink' || type === 'hardlink' ? type : undefined;
}

async function readBlock(input: ByteReader): Promise<Uint8Array> {
  const block = await input.exactly(BLOCK_BYTES);
  if (block.length === 0) throw refusal('end-blocks', 'it ends without the two blocks of zeros: it was cut off');
  if (block.length < BLOCK_BYTES) throw refusal('truncated', 'it ends in the middle of a block');
  return block;
}

async function readEnd(input: ByteReader): Promise<void> {
  const second = await input.exactly(BLOCK_BYTES);
  if (second.length < BLOCK_BYTES) throw refusal('end-blocks', 'it ends with one block of zeros instead of two');
  if (!isZeroBlock(second)) throw refusal('trailing-data', 'there is more data behind its end');
  for (let rest = await input.some(READ_BYTES); rest !== undefined; rest = await input.some(READ_BYTES)) {
    if (!isZeroBlock(rest)) throw refusal('trailing-data', 'there is more data behind its end');
  }
}

async function* readBody(input: ByteReader, bytes: number): AsyncGenerator<Uint8Array> {
  for (let missing = padded(bytes); missing > 0;) {
    const chunk = await input.some(Math.min(missing, READ_BYTES));
    if (chunk === undefined) throw refusal('truncated', 'it ends in the middle of a file');
    missing -= chunk.length;
    yield chunk;
  }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
}

/** PAX and GNU headers, which change the name of the entry behind them. */
function createMeta(maxBytes: number) {
  let pending = new Map<HeaderType, PaxOverrides>();
  let globals = 0;

  function keep(type: HeaderType, overrides: PaxOverrides): void {
    const mixed = type === 'pax' ? pending.size > 0 : pending.has('pax');
    if (pending.has(type) || mixed) {
      throw refusal('meta-order', 'an entry has several extended headers that contradict each other');
    }
    pending.set(type, overrides);
  }

  return {
    /** Reads and verifies the body of such a header; returns its bytes with the padding. */
    async read(header: TarHeader, input: ByteReader): Promise<Uint8Array> {
      const { type, sizeBytes } = header;
      if (sizeBytes > maxBytes) throw refusal('meta-size', `an extended header is larger than ${maxBytes} bytes`);
      const bytes = await input.exactly(padded(sizeBytes));
      if (bytes.length < padded(sizeBytes)) throw refusal('truncated', 'it ends in the middle of an extended header');
      const body = bytes.subarray(0, sizeBytes);
      if (type === 'pax') keep(type, parsePax(body));
      if (type === 'long-name') keep(type, { name: longName(body) });
      if (type === 'long-link') keep(type, { link: longName(body) });
      if (type === 'pax-global') {
        verifyGlobalPax(body);
        if (++globals > MAX_GLOBAL_HEADERS) throw refusal('limit-entries', 'there are too many global PAX headers');
      }
      return bytes;
    },
    /** What applies to the entry whose header was just read. */
    take(): PaxOverrides {
      const overrides = Object.assign({}, ...pending.values()) as PaxOverrides; // each value is a PaxOverrides
      pending = new Map();
      return overrides;
    },
    verifyUnused(): void {
      if (pending.size > 0) throw refusal('meta-order', 'an extended header has no entry behind it');
    },
  };
}

function longName(body: Uint8Array): string {
  const end = body.indexOf(0);
  const name = end === -1 ? body : body.subarray(0, end);
  if (name.length === 0) throw refusal('name-empty', 'a GNU long name is empty', '');
  if (!isZeroBlock(body.subarray(name.length))) throw refusal('name-nul', 'there is text behind a GNU long name');
  return decodeText(name);
}
