import { channels, publish } from '../diagnostics.ts';
import { isOtauError } from '../errors.ts';
import { type EndReport, type Operation } from '../journal/operation.ts';
import { endDone, endWith, toFailure } from './ending.ts';
import { type InstallReport } from './report.ts';
import { rollBack } from './rolling-back.ts';
import { type Session } from './session.ts';
import { deadlineOf, holdProbation, newRow, probationOf, runInstaller, stageTree, switchOver } from './steps.ts';

/** How an operation ended; `error` is what its caller gets, if it did not do what was asked for. */
export interface Ending {
  readonly end: EndReport;
  readonly error?: unknown;
}

/**
 * Takes an installation from the state that it is in to its end, good or bad (otau 3.3). Each state is durable before
 * its act. Rejects only if the end itself cannot be written, and with `signal.reason` if it was aborted on probation:
 * then the journal stays as it is, and the next start goes on with it.
 */
export async function carryOn(session: Session, start: Operation, signal: AbortSignal): Promise<Ending> {
  let operation = start;
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await step(session, operation, signal);
      if ('end' in next && !('saves' in next)) return next;
      operation = next;
    }
  } catch (error) {
    return await giveWay(session, operation, error, signal);
  }
}

async function step(session: Session, operation: Operation, signal: AbortSignal): Promise<Operation | Ending> {
  switch (operation.state) {
    case 'staging':
      await stageTree(session, operation, signal);
      return session.save({ ...operation, state: 'staged' });
    case 'staged':
      return session.save({ ...operation, state: 'installing' });
    case 'installing': {
      const script = await runInstaller(session, operation, signal);
      return session.save({ ...operation, script, switched: true, state: 'switching' });
    }
    case 'switching':
      await switchOver(session, operation, signal);
      return startProbation(session, operation);
    default: {
      const plan = probationOf(session, operation);
      if (plan !== undefined) await holdProbation(session, operation, plan, signal);
      return complete(session, operation, plan === undefined ? undefined : 'passed');
    }
  }
}

async function startProbation(session: Session, operation: Operation): Promise<Operation | Ending> {
  const plan = probationOf(session, operation);
  if (plan === undefined) return complete(session, operation, undefined);
  // What the package asks for comes first: it is watched after the reboot (otau 3.3).
  if (operation.script?.outcome === 'reboot') return complete(session, operation, 'pending');
  return session.save({ ...operation, state: 'probation', deadlineUptimeMs: deadlineOf(session, plan) });
}

async function complete(
  session: Session,
  operation: Operation,
  probation: InstallReport['probation'],
): Promise<Ending> {
  const plain = newRow(session, operation);
  const { name, version, sha256, kind } = plain;
  const { bootId } = session;
  const row = probation === undefined ? plain : { ...plain, probation: { result: probation, bootId } };
  const script = operation.script ?? { exitCode: 0, output: '', durationMs: 0, outcome: 'installed' };
  const told = probation === undefined ? {} : { probation };
  const report: InstallReport = { id: operation.id, name, version, sha256, kind, ...script, ...told };
  const end = await session.commit(operation, row, endDone(operation, { report }));
  publish(channels.installed, () => report);
  return { end };
}

async function giveWay(session: Session, operation: Operation, error: unknown, signal: AbortSignal): Promise<Ending> {
  const { state } = operation;
  // The commit stands, whatever went wrong after it: the next call cleans up.
  if (session.operation?.state === 'committed') throw error;
  if (state === 'staging' || state === 'staged') {
    const end = endWith(operation, 'failed', toFailure(error));
    await session.drop(operation, end);
    return { end, error };
  }
  const isStopped = signal.aborted && !isCancelled(signal);
  if (state === 'probation' && isStopped) throw error;
  const isUnwell = isOtauError(error) && error.code === 'OTAU_ROLLED_BACK';
  return rollBack(session, { ...operation, failure: toFailure(error), quarantine: isUnwell }, error);
}

/** Whether it was `cancel` that fired a signal, and not the caller's own. */
function isCancelled({ reason }: AbortSignal): boolean {
  return isOtauError(reason) && reason.code === 'OTAU_CANCELLED';
}
