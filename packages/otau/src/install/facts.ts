import { createHash } from 'node:crypto';
import { withDeadline } from '../deadline.ts';
import { OtauError } from '../errors.ts';
import { exists } from '../files/tree.ts';
import { type Inspection, inspectPackage } from '../package/inspect.ts';
import { type ResolvedOptions } from './options.ts';

/** What installing needs to know of a package's content. */
export interface PackageFacts {
  /** Directory of the installer below the tree; empty for the tree itself (otau 1.2). */
  readonly root: string;
  readonly installer: 'install.sh' | 'setup.py';
  readonly supervisorConf: string | undefined;
  readonly entries: number;
  readonly unpackedBytes: number;
}

/** Looks through a package with the guard. Rejects what could not be installed, with all findings (otau 1.6, 2.5). */
export async function readFacts(
  options: ResolvedOptions,
  path: string,
  signal: AbortSignal | undefined,
): Promise<PackageFacts> {
  const { limits, clock, archiveTimeoutMs: timeoutMs, files } = options;
  const inspection = await withDeadline({ clock, timeoutMs, doing: 'Checking the package', signal }, (bounded) =>
    inspectPackage(files.read(path), { limits, signal: bounded }),
  );
  verifySound(inspection);
  const { contents, supervisorConf, entries, unpackedBytes } = inspection;
  const installer = contents.installer === 'setup.py' ? 'setup.py' : 'install.sh';
  return { root: contents.root, installer, supervisorConf, entries, unpackedBytes };
}

/** The same for a retained tarball, whose digest must still be that of its name (otau 3.3). */
export async function readRetained(
  options: ResolvedOptions,
  sha256: string,
  signal: AbortSignal | undefined,
): Promise<PackageFacts> {
  const { files, layout } = options;
  const path = layout.package(sha256);
  if (!(await exists(files, path))) throw new OtauError('OTAU_STATE_CORRUPT', `The kept package ${path} is gone.`);
  const hash = createHash('sha256');
  for await (const chunk of files.read(path)) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  if (hash.digest('hex') !== sha256) {
    throw new OtauError(
      'OTAU_STATE_CORRUPT',
      `The kept package ${path} is damaged: its digest is not that of its name.`,
    );
  }
  return readFacts(options, path, signal);
}

function verifySound({ findings, violation }: Inspection): void {
  if (violation !== undefined) {
    const { code, message, entry, rule } = violation;
    throw new OtauError(code, message, { entry, rule, findings, cause: violation });
  }
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const message = `The package cannot be installed: ${errors.map((finding) => finding.message).join(' ')}`;
  throw new OtauError('OTAU_PACKAGE_INVALID', message, { entry: first.entry, findings });
}
