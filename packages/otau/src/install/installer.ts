import { channels, publish } from '../diagnostics.ts';
import { OtauError, toOtauError } from '../errors.ts';
import { readJournal } from '../journal/journal.ts';
import { type InstallCallOptions, type Installer, type InstallRequest, type RecoveryReport } from './api.ts';
import { cancelPending } from './cancellation.ts';
import { toRecoveryReport } from './ending.ts';
import { installPackage, nameOf, rollBackApp, uninstallApp } from './operations.ts';
import { readInventory } from './inventory.ts';
import { type InstallerOptions, resolveOptions } from './options.ts';
import { recoverSession } from './recovery.ts';
import { type Session, withSession } from './session.ts';

/** A call at work, or waiting for the lock. */
interface Active {
  readonly name: string;
  readonly controller: AbortController;
  readonly ended: Promise<unknown>;
}

/** Short calls wait for the lock at least this long. */
const SHORT_WAIT_MS = 10_000;

/** Creates an installer; it touches nothing before its first call. */
export function createInstaller(options: InstallerOptions): Installer {
  const resolved = resolveOptions(options);
  const { layout, files } = resolved;
  const patient = { ...resolved, lockWaitMs: Math.max(resolved.lockWaitMs, SHORT_WAIT_MS) };
  const active = new Set<Active>();

  /** Runs a call as the only installer, in a state directory that is in order, and so that it can be cancelled. */
  async function run<T>(
    {
      name,
      doing,
      signal,
    }: { readonly name: string; readonly doing: string; readonly signal: AbortSignal | undefined },
    work: (session: Session, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    const either = signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]);
    const running = withSession(resolved, either, async (session) => {
      await recoverSession(session, either);
      try {
        return await work(session, either);
      } finally {
        // What cannot be tidied now is tidied by the next call; it must not hide how this one ended.
        await session.tidy().catch(() => undefined);
      }
    });
    const mine = { name, controller, ended: running.catch(() => undefined) };
    active.add(mine);
    try {
      return await running;
    } catch (error) {
      throw toOtauError(error, doing, either);
    } finally {
      active.delete(mine);
    }
  }

  async function install(request: InstallRequest, { signal }: InstallCallOptions = {}) {
    if (!('path' in request) && options.source === undefined) {
      throw new TypeError('This installer has no source: give the path of a local package.');
    }
    try {
      const named = nameOf(request, resolved);
      const doing = `installing ${named.fileName}`;
      return await run({ name: named.name, doing, signal }, (session, either) =>
        installPackage(session, request, named, either),
      );
    } catch (error) {
      const fileName = 'path' in request ? request.path : request.fileName;
      const known = toOtauError(error, `installing ${fileName}`, signal);
      publish(channels.failed, () => ({ fileName, error: known }));
      throw known;
    }
  }

  function recover(call?: InstallCallOptions): Promise<readonly RecoveryReport[]>;
  function recover(call?: InstallCallOptions): Promise<void>;
  function recover({ signal }: InstallCallOptions = {}): Promise<unknown> {
    return run({ name: '', doing: `recovering ${options.stateDir}`, signal }, (session) =>
      Promise.resolve(session.reports.map(toRecoveryReport)),
    );
  }

  return {
    install,
    async installAll(requests, call = {}) {
      const results = [];
      for (const request of requests) {
        call.signal?.throwIfAborted();
        try {
          results.push({ request, report: await install(request, call) });
        } catch (error) {
          call.signal?.throwIfAborted();
          results.push({ request, error });
        }
      }
      return results;
    },
    rollback: (name, { signal } = {}) =>
      run({ name, doing: `rolling back ${name}`, signal }, (session, either) => rollBackApp(session, name, either)),
    uninstall: (name, { signal } = {}) =>
      run({ name, doing: `removing ${name}`, signal }, (session, either) => uninstallApp(session, name, either)),
    recover,
    async acknowledge(ids) {
      await withSession(patient, undefined, (session) => session.forgetReports(ids)).catch((error: unknown) => {
        throw toOtauError(error, 'acknowledging reports');
      });
    },
    async cancel(name) {
      const meant = [...active].filter((call) => name === undefined || call.name === name);
      for (const { controller } of meant) {
        controller.abort(new OtauError('OTAU_CANCELLED', 'It was cancelled, and all is as it was before.'));
      }
      await Promise.all(meant.map(({ ended }) => ended));
      // While another call is at work there is nothing pending: it has begun with ending that.
      if (active.size > 0) return meant.length > 0;
      const dropped = await withSession(patient, undefined, (session) => cancelPending(session, name));
      return meant.length > 0 || dropped;
    },
    async pending() {
      const found = await readJournal(files, layout.journal);
      if (found === 'damaged' || found.operation === undefined) return undefined;
      const { id, action, state, name, version, fileName, startedAt, attempts } = found.operation;
      return { id, action, state, name, version, fileName, startedAt, attempts };
    },
    async inventory() {
      try {
        return (await readInventory(layout.inventory, files)).apps;
      } catch (error) {
        throw toOtauError(error, 'reading the inventory');
      }
    },
  };
}
