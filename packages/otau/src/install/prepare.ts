import { createReadStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withDeadline } from '../deadline.ts';
import { channels, publish } from '../diagnostics.ts';
import { syncDirectory } from '../durable.ts';
import { OtauError } from '../errors.ts';
import { diskFull, extractPackage, freeBytes } from '../extract/extract.ts';
import { type Inspection, inspectPackage } from '../package/inspect.ts';
import { fileOf } from '../package/contents.ts';
import { type PackageName } from '../package/name.ts';
import { type InstallRequest } from './api.ts';
import { type Content } from './contracts.ts';
import { type ResolvedOptions } from './options.ts';
import { downloadError, type ReceivedPackage, receivePackage } from './receive.ts';

/** A package that has passed every check, extracted but not yet in its place. */
export interface PreparedPackage {
  readonly sha256: string;
  /** The extracted tree in staging. */
  readonly staged: string;
  /** Directory of the installer below the tree; empty for the tree itself. */
  readonly root: string;
  readonly installer: 'install.sh' | 'setup.py';
  readonly shebang: string;
  readonly supervisorConf: string | undefined;
}

/**
 * Everything before the script: receive, check, extract, ask the host (otau 3). Each step can refuse; none leaves
 * anything outside `packages/` and `staging/`, which the caller tidies.
 */
export async function preparePackage(
  request: InstallRequest,
  named: PackageName,
  options: ResolvedOptions,
  signal: AbortSignal | undefined,
): Promise<PreparedPackage> {
  const { layout, limits, archiveTimeoutMs, clock, host } = options;
  const received = await receive(request, named, options, signal);
  publish(channels.received, () => ({ ...received, fileName: named.fileName }));
  const inspection = await inspect(received, options, signal);
  const { contents, supervisorConf } = inspection;
  const staged = join(layout.staging, 'tree');
  await extractPackage({
    source: received.path,
    destination: staged,
    limits,
    timeoutMs: archiveTimeoutMs,
    clock,
    ...(signal === undefined ? {} : { signal }),
  });
  if (supervisorConf !== undefined) {
    await hostCall('OTAU_CONF_REFUSED', `The supervisor.conf of ${named.fileName} was refused`, signal, () =>
      host.check(named.name, supervisorConf, signal === undefined ? {} : { signal }),
    );
  }
  const retained = layout.package(received.sha256);
  await rename(received.path, retained);
  await syncDirectory(layout.packages); // the tarball is kept under its digest from here on
  return {
    sha256: received.sha256,
    staged,
    root: contents.root,
    installer: contents.installer === 'setup.py' ? 'setup.py' : 'install.sh',
    shebang: fileOf(contents, 'install.sh')?.text.split('\n', 1)[0] ?? '',
    supervisorConf,
  };
}

/** Turns what the host rejects with into our error, its words kept. */
export async function hostCall(
  code: 'OTAU_CONF_REFUSED' | 'OTAU_APPLY_FAILED',
  what: string,
  signal: AbortSignal | undefined,
  call: () => Promise<void>,
  details: { readonly exitCode?: number | undefined; readonly output?: string } = {},
): Promise<void> {
  try {
    await call();
  } catch (error) {
    signal?.throwIfAborted();
    const found = error instanceof Error ? error.message : String(error);
    const retryable = error instanceof Error && 'retryable' in error && error.retryable === true;
    throw new OtauError(code, `${what}: ${found}`, { cause: error, retryable, ...details });
  }
}

async function receive(
  request: InstallRequest,
  { fileName }: PackageName,
  options: ResolvedOptions,
  signal: AbortSignal | undefined,
): Promise<ReceivedPackage> {
  const { layout, limits, clock, downloadTimeoutMs: timeoutMs } = options;
  const path = join(layout.packages, 'incoming.part');
  return withDeadline({ clock, timeoutMs, doing: `Fetching ${fileName}`, signal }, async (bounded) => {
    let content: Content;
    try {
      content = await openContent(request, options, bounded);
    } catch (error) {
      throw downloadError(error, fileName, bounded);
    }
    return receivePackage(content, { fileName, path, limits, signal: bounded });
  });
}

async function openContent(
  request: InstallRequest,
  { source }: ResolvedOptions,
  signal: AbortSignal,
): Promise<Content> {
  if ('path' in request) {
    const { size } = await stat(request.path);
    return { body: createReadStream(request.path), totalBytes: size };
  }
  if (source === undefined) throw new TypeError('This installer has no source: give the path of a local package.');
  return source.open(request.fileName, { signal });
}

async function inspect(
  { path }: ReceivedPackage,
  { limits, clock, archiveTimeoutMs: timeoutMs, layout }: ResolvedOptions,
  signal: AbortSignal | undefined,
): Promise<Inspection> {
  const inspection = await withDeadline({ clock, timeoutMs, doing: 'Checking the package', signal }, (bounded) =>
    inspectPackage(createReadStream(path), { limits, signal: bounded }),
  );
  const errors = inspection.findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (inspection.violation !== undefined) {
    const { code, message, entry, rule } = inspection.violation;
    throw new OtauError(code, message, { entry, rule, findings: inspection.findings, cause: inspection.violation });
  }
  if (first !== undefined) {
    const message = `The package cannot be installed: ${errors.map((finding) => finding.message).join(' ')}`;
    throw new OtauError('OTAU_PACKAGE_INVALID', message, { entry: first.entry, findings: inspection.findings });
  }
  const blockBytes = 4096; // what a file or directory takes at least
  const needed = inspection.unpackedBytes + inspection.entries * blockBytes + limits.reserveBytes;
  if ((await freeBytes(layout.staging)) < needed) throw diskFull(layout.staging, needed);
  return inspection;
}
