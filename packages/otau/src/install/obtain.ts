import { basename, dirname } from 'node:path';
import { withDeadline } from '../deadline.ts';
import { channels, publish } from '../diagnostics.ts';
import { download, type ReceivedPackage } from '../download/download.ts';
import { downloadError } from '../download/failure.ts';
import { dropPart } from '../download/part.ts';
import { type RetryPolicy } from '../download/retry.ts';
import { fetchSidecar } from '../download/sidecar.ts';
import { decideOpening } from '../download/window.ts';
import { OtauError } from '../errors.ts';
import { diskFull } from '../extract/extract.ts';
import { systemFiles } from '../files/system-files.ts';
import { removeTree } from '../files/tree.ts';
import { type Operation } from '../journal/operation.ts';
import { createFolderSource } from '../offline/folder-source.ts';
import { type InstallRequest } from './api.ts';
import { type TrustPolicy } from './contracts.ts';
import { readFacts } from './facts.ts';
import { type AppVersion } from './inventory.ts';
import { type ResolvedOptions } from './options.ts';
import { receivePackage } from './receive.ts';
import { type Session } from './session.ts';

/**
 * Fetches a package, has it judged, looks through it, and keeps the tarball under its digest: everything before the
 * first byte of its tree is written (otau 2.6, 3.9, 3.10, 4). Nothing remains of what is refused.
 */
export async function obtainPackage(
  session: Session,
  operation: Operation,
  request: InstallRequest,
  signal: AbortSignal,
): Promise<Operation> {
  const { options } = session;
  const { layout, files } = options;
  const received = await receive(options, request, signal);
  try {
    publish(channels.received, () => ({ ...received, fileName: operation.fileName }));
    const to = await judge(session, operation, request, received, signal);
    const facts = await readFacts(options, received.path, signal);
    await verifyDisk(options, facts.unpackedBytes + facts.entries * BLOCK_BYTES);
    const { entries, unpackedBytes } = facts;
    const { fileName } = operation;
    publish(channels.verified, () => ({
      fileName,
      sha256: to.sha256,
      signedBy: to.signedBy ?? [],
      entries,
      unpackedBytes,
    }));
    verifyTime(options, request);
    session.learn(to.sha256, facts);
    await files.rename(received.path, layout.package(to.sha256));
    await removeTree(files, `${received.path}.json`);
    await files.syncDirectory(layout.packages); // the tarball is kept under its digest from here on
    return { ...operation, to, kind: facts.supervisorConf === undefined ? 'script' : 'program' };
  } catch (error) {
    const isForLater = error instanceof OtauError && error.code === 'OTAU_NOT_YET' && !('path' in request);
    if (!isForLater) await dropPart(files, received.path).catch(() => undefined); // the first failure is the one to tell
    throw error;
  }
}

/** What a file or directory takes on a disk at least. */
const BLOCK_BYTES = 4096;

async function receive(
  options: ResolvedOptions,
  request: InstallRequest,
  signal: AbortSignal,
): Promise<ReceivedPackage> {
  const { layout, limits, clock, files, downloadTimeoutMs: timeoutMs, source } = options;
  const fileName = 'path' in request ? basename(request.path) : request.fileName;
  return withDeadline({ clock, timeoutMs, doing: `Fetching ${fileName}`, signal }, async (bounded) => {
    if ('path' in request) return copyLocal(options, request.path, bounded);
    if (source === undefined) throw new TypeError('This installer has no source: give the path of a local package.');
    return download({
      fileName,
      source,
      directory: layout.packages,
      files,
      limits,
      clock,
      retry: retryPolicy(options),
      maxBytesPerSecond: options.maxBytesPerSecond,
      syncEveryBytes: options.syncEveryBytes,
      digestKnown: request.sha256 !== undefined,
      signal: bounded,
    });
  });
}

async function copyLocal(
  { layout, limits, files }: ResolvedOptions,
  path: string,
  signal: AbortSignal,
): Promise<ReceivedPackage> {
  const fileName = basename(path);
  await removeTree(files, layout.incoming);
  let totalBytes: number;
  try {
    totalBytes = (await systemFiles.status(await systemFiles.resolve(path))).sizeBytes;
  } catch (error) {
    throw downloadError(error, fileName, signal);
  }
  return receivePackage(
    { body: systemFiles.read(path), totalBytes },
    { fileName, path: layout.incoming, limits, files, signal },
  );
}

/** Digest, quarantine, signature, sequence: whether this package may be installed here. */
async function judge(
  session: Session,
  { name, version, fileName }: Operation,
  request: InstallRequest,
  { path, sha256, sizeBytes }: ReceivedPackage,
  signal: AbortSignal,
): Promise<AppVersion> {
  const { options, inventory } = session;
  const { force = false } = request;
  if (request.sha256 !== undefined && request.sha256.toLowerCase() !== sha256) {
    throw new OtauError(
      'OTAU_DIGEST_MISMATCH',
      `${fileName} has the SHA-256 ${sha256}, not ${request.sha256} as asked for.`,
    );
  }
  const quarantined = inventory.quarantine.find((entry) => entry.sha256 === sha256);
  if (quarantined !== undefined && !force) {
    throw new OtauError(
      'OTAU_QUARANTINED',
      `${fileName} was rolled back before and is not installed again: ${quarantined.reason} Correct it, or force it.`,
    );
  }
  const forced = force ? { forced: true } : {};
  const { trust } = options;
  if (trust === undefined) return { version, sha256, ...forced };
  const files = await sidecarOf(options, request, signal);
  const row = session.row(name);
  const verdict = await trust.verify(
    { fileName, name, version, path, sha256, sizeBytes, ...files, ...installedOf(row), force },
    { signal },
  );
  const { manifest, signedBy } = verdict;
  return {
    version,
    sha256,
    ...forced,
    ...(manifest === undefined ? {} : { manifest }),
    ...(signedBy.length === 0 ? {} : { signedBy }),
  };
}

function installedOf(row: AppVersion | undefined): Pick<Parameters<TrustPolicy['verify']>[0], 'installed'> {
  if (row === undefined) return {};
  const { version, manifest, signedBy } = row;
  const sequence = manifest?.sequence;
  return {
    installed: {
      version,
      ...(sequence === undefined ? {} : { sequence }),
      ...(signedBy === undefined ? {} : { signedBy }),
    },
  };
}

async function sidecarOf(options: ResolvedOptions, request: InstallRequest, signal: AbortSignal) {
  const fileName = 'path' in request ? basename(request.path) : request.fileName;
  const source = 'path' in request ? createFolderSource(dirname(request.path)) : options.source;
  return source === undefined ? {} : fetchSidecar(source, fileName, retryPolicy(options), signal);
}

function retryPolicy({ retryBudgetMs, clock, random }: ResolvedOptions): RetryPolicy {
  return { budgetMs: retryBudgetMs, clock, random };
}

async function verifyDisk({ files, layout, limits }: ResolvedOptions, bytes: number): Promise<void> {
  const needed = bytes + limits.reserveBytes;
  if ((await files.freeBytes(layout.staging)) < needed) throw diskFull(layout.staging, needed);
}

function verifyTime({ clock, maintenanceWindow }: ResolvedOptions, request: InstallRequest): void {
  const now = clock.now();
  const window = 'path' in request || request.force === true ? undefined : maintenanceWindow;
  const opensAt = decideOpening(now, window, request.notBefore);
  if (opensAt <= now) return;
  const at = new Date(opensAt).toISOString();
  throw new OtauError(
    'OTAU_NOT_YET',
    `It is fetched and checked, and may be installed from ${at} on. Repeat it then.`,
    {
      retryable: true,
    },
  );
}
