import { type ArchiveEntry } from '../archive/entry-policy.ts';
import { type ArchiveLimits } from '../archive/limits.ts';
import { readArchive } from '../archive/reader.ts';
import { type Finding, isOtauError, type OtauError } from '../errors.ts';
import { createJudgement, fileOf, type FileStart, findContents, type PackageContents } from './contents.ts';
import { lintContents } from './lint.ts';

/** What a look through a whole package found. */
export interface Inspection {
  readonly findings: readonly Finding[];
  /** The first breach of a rule, if there was one. */
  readonly violation: OtauError | undefined;
  readonly contents: PackageContents;
  readonly entries: number;
  /** Bytes of the unpacked tar stream, plus the copies made for hard links. */
  readonly unpackedBytes: number;
  /** Text of `supervisor.conf`, if the package has one. */
  readonly supervisorConf: string | undefined;
}

const MAX_FINDINGS = 100;

/**
 * Runs the guard of the device over a package and reports every finding instead of the first (otau 1.6). Writes
 * nothing. Breaches that end the reading (a damaged archive, a limit) are findings, too; it rejects only if the
 * source fails or the signal fires.
 */
export async function inspectPackage(
  source: AsyncIterable<Uint8Array>,
  options: { readonly limits: ArchiveLimits; readonly signal?: AbortSignal | undefined },
): Promise<Inspection> {
  const entries: ArchiveEntry[] = [];
  const files = new Map<string, FileStart>();
  const violations: OtauError[] = [];
  const judge = createJudgement();
  let tarBytes = 0;
  try {
    const onViolation = (violation: OtauError) => {
      if (violations.length < MAX_FINDINGS) violations.push(violation);
    };
    const read = await readArchive(source, { ...options, onViolation }, async (entry, body) => {
      entries.push(entry);
      const start = await startOf(entry, body, files, judge);
      if (start !== undefined) files.set(entry.path, start);
    });
    tarBytes = read.tarBytes;
  } catch (error) {
    if (!isOtauError(error) || error.rule === undefined) throw error;
    violations.push(error);
  }
  const [violation] = violations;
  const contents = findContents(entries, files);
  return {
    findings: [
      ...violations.map(toFinding),
      ...lintContents(entries, contents).filter(({ severity }) => violation === undefined || severity === 'warning'),
    ],
    violation,
    contents,
    entries: entries.length,
    unpackedBytes: entries.reduce(
      (sum, { type, sizeBytes }) => (type === 'hardlink' ? sum + sizeBytes : sum),
      tarBytes,
    ),
    supervisorConf: fileOf(contents, 'supervisor.conf')?.text,
  };
}

function toFinding(violation: OtauError): Finding {
  const { code, entry, message } = violation;
  return { severity: 'error', code, ...(entry === undefined ? {} : { entry }), message };
}

async function startOf(
  entry: ArchiveEntry,
  body: AsyncIterable<Uint8Array>,
  files: ReadonlyMap<string, FileStart>,
  judge: (path: string) => number,
): Promise<FileStart | undefined> {
  if (entry.type === 'directory' || entry.type === 'symlink') return undefined;
  const keptBytes = judge(entry.path);
  if (keptBytes === 0) return undefined;
  if (entry.type === 'hardlink') {
    const original = files.get(entry.target ?? '');
    return original === undefined ? undefined : { ...original, entry };
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > keptBytes) break;
  }
  const text = Buffer.concat(chunks).subarray(0, keptBytes).toString('utf8');
  return { entry, text, complete: entry.sizeBytes <= keptBytes };
}
