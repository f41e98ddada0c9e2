import { basename } from 'node:path';
import { channels, publish } from '../diagnostics.ts';
import { toOtauError } from '../errors.ts';
import { kindOf } from '../package/check.ts';
import { type PackageName, parsePackageName } from '../package/name.ts';
import { type Installer, type InstallRequest, type RecoveryReport } from './api.ts';
import { type InventoryEntry, readInventory, withEntry, writeInventory } from './inventory.ts';
import { makeLayout } from './layout.ts';
import { acquireLock } from './lock.ts';
import { type InstallerOptions, type ResolvedOptions, resolveOptions } from './options.ts';
import { hostCall, preparePackage } from './prepare.ts';
import { type InstallReport } from './report.ts';
import { runScript, type SuccessfulRun } from './script-run.ts';
import { linkTrees, placeTree, tidyUp } from './trees.ts';

/** Creates an installer; it touches nothing before its first call. */
export function createInstaller(options: InstallerOptions): Installer {
  const resolved = resolveOptions(options);
  const { layout } = resolved;
  const notYet = () => Promise.reject(new TypeError('This is being built.'));
  function recover(call?: { readonly signal?: AbortSignal }): Promise<readonly RecoveryReport[]>;
  function recover(call?: { readonly signal?: AbortSignal }): Promise<void>;
  async function recover({ signal }: { readonly signal?: AbortSignal } = {}): Promise<unknown> {
    try {
      await locked(resolved, signal, () => Promise.resolve());
      return [];
    } catch (error) {
      throw toOtauError(error, `tidying ${options.stateDir}`, signal);
    }
  }
  return {
    async install(request, { signal } = {}) {
      if (!('path' in request) && options.source === undefined) {
        throw new TypeError('This installer has no source: give the path of a local package.');
      }
      const fileName = 'path' in request ? basename(request.path) : request.fileName;
      try {
        const named = parsePackageName(fileName, resolved);
        return await locked(resolved, signal, (inventory) =>
          installLocked(request, named, inventory, resolved, signal),
        );
      } catch (error) {
        const known = toOtauError(error, `installing ${fileName}`, signal);
        publish(channels.failed, () => ({ fileName, error: known }));
        throw known;
      }
    },
    recover,
    installAll: notYet,
    rollback: notYet,
    uninstall: notYet,
    acknowledge: notYet,
    cancel: notYet,
    pending: () => Promise.resolve(undefined),
    async inventory() {
      try {
        return await readInventory(layout.inventory);
      } catch (error) {
        throw toOtauError(error, 'reading the inventory');
      }
    },
  };
}

/** Runs `work` as the only installer, in a state directory that is in order before and after. */
async function locked<T>(
  options: ResolvedOptions,
  signal: AbortSignal | undefined,
  work: (inventory: readonly InventoryEntry[]) => Promise<T>,
): Promise<T> {
  const { layout, stateDir, clock, lockWaitMs } = options;
  signal?.throwIfAborted();
  await makeLayout(layout);
  const lock = await acquireLock(stateDir, { clock, waitMs: lockWaitMs, signal });
  try {
    const inventory = await readInventory(layout.inventory);
    await tidyUp(layout, inventory);
    try {
      return await work(inventory);
    } finally {
      // What cannot be tidied now is tidied by the next call; it must not hide how the installation ended.
      await readInventory(layout.inventory)
        .then((rows) => tidyUp(layout, rows))
        .catch(() => undefined);
    }
  } finally {
    await lock.release();
  }
}

async function installLocked(
  request: InstallRequest,
  named: PackageName,
  inventory: readonly InventoryEntry[],
  options: ResolvedOptions,
  signal: AbortSignal | undefined,
): Promise<InstallReport> {
  const { layout, clock } = options;
  const prepared = await preparePackage(request, named, options, signal);
  const { sha256, supervisorConf } = prepared;
  let committed = false;
  const tree = await placeTree(layout, prepared.staged, named.name, sha256);
  try {
    const result = await runScript(tree.path, named, prepared, options, signal);
    const { outcome, exitCode } = result;
    await applyConf(named, supervisorConf, result, options, signal);
    const row = rowOf(inventory, { ...named, sha256, kind: kindOf(prepared), exitCode, installedAt: clock.now() });
    // The commit: from here on the new version is the installed one; links and clean-up only follow it.
    await writeInventory(layout.inventory, withEntry(inventory, row));
    committed = true;
    await linkTrees(layout, row);
    const { name, version, kind } = row;
    const { output, durationMs } = result;
    const report: InstallReport = { name, version, sha256, kind, exitCode, output, durationMs, outcome };
    publish(channels.installed, () => report);
    return report;
  } catch (error) {
    // The row is the commit: after it, only a link is missing, and that is mended with the next call.
    if (!committed) await tree.undo();
    throw error;
  }
}

async function applyConf(
  { name, fileName }: PackageName,
  supervisorConf: string | undefined,
  { exitCode, output }: SuccessfulRun,
  { host }: ResolvedOptions,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (supervisorConf === undefined) return;
  await hostCall(
    'OTAU_APPLY_FAILED',
    `${fileName} was installed, but its program could not be started`,
    signal,
    () => host.apply(name, supervisorConf, signal === undefined ? {} : { signal }),
    { exitCode, output },
  );
}

function rowOf(inventory: readonly InventoryEntry[], fresh: Omit<InventoryEntry, 'previous'>): InventoryEntry {
  const { name, version, sha256, kind, installedAt, exitCode } = fresh;
  const row = { name, version, sha256, kind, installedAt, exitCode };
  const former = inventory.find((entry) => entry.name === name);
  if (former === undefined) return row;
  // Installing the same package again must not make it its own predecessor.
  const previous = former.sha256 === sha256 ? former.previous : { version: former.version, sha256: former.sha256 };
  return previous === undefined ? row : { ...row, previous };
}
