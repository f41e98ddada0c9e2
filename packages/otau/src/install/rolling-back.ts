import { channels, publish } from '../diagnostics.ts';
import { errnoOf } from '../errors.ts';
import { isManaged } from '../journal/boot-action.ts';
import { type EndReport, type Failure, type Operation } from '../journal/operation.ts';
import { endWith, toError } from './ending.ts';
import { fileNameOf, type InventoryEntry } from './inventory.ts';
import { type Session } from './session.ts';
import { callOptions, runInstaller, stageTree } from './steps.ts';
import { linkTrees, restoreTrees, undoPlace, unlinkTrees } from './trees.ts';

/**
 * Goes back to what was there before (otau 3.4, 3.6), whatever can be brought back of it: links, conf and program; of a
 * legacy app by running the former version's installer, once. Can be repeated in every part. What fails on the way is
 * told in the report and holds nothing up; it rejects only if the end cannot be written.
 */
export async function rollBack(
  session: Session,
  operation: Operation,
  error?: unknown,
): Promise<{ readonly end: EndReport; readonly error: unknown }> {
  const { layout, files } = session.options;
  let now = await saveIfRoom(session, { ...operation, state: 'rollingBack' });
  const problems: string[] = [];
  if (now.switched === true) now = await goBack(session, now, problems);
  const { name, to, from } = now;
  if (to !== undefined) {
    const isKept = [from?.sha256, from?.previous?.sha256].includes(to.sha256);
    await undoPlace({ layout, files, name, sha256: to.sha256 }, isKept);
  }
  const end = endWith(now, outcomeOf(now), describe(now, problems));
  const kept = await commitIfRoom(session, now, from ?? null, end);
  if (now.switched === true) publish(channels.rolledBack, () => kept);
  const isWorded = problems.length > 0 || kept.failure?.code === 'OTAU_ROLLED_BACK' || error === undefined;
  return { end: kept, error: isWorded && kept.failure !== undefined ? toError(kept.failure) : error };
}

/** Links, conf and program as before. */
async function goBack(session: Session, operation: Operation, problems: string[]): Promise<Operation> {
  const { layout, files, host } = session.options;
  const { name, from, to } = operation;
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      problems.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  if (from === undefined) {
    if (operation.kind === 'program') await attempt('its program could not be stopped', () => host.remove(name));
    await unlinkTrees(layout, name, files);
    return operation;
  }
  let now = operation;
  if (!isManaged(operation) && !isManaged({ to: from }) && from.sha256 !== to?.sha256) {
    now = await reinstall(session, operation, from, attempt);
  }
  await restoreTrees(layout, name, files);
  await linkTrees(layout, from, files);
  await attempt(`version ${from.version} could not be started`, async () => {
    const { supervisorConf } = await session.facts(from.sha256, undefined);
    if (supervisorConf !== undefined)
      await host.apply(name, supervisorConf, callOptions(session, { name, to: from }, undefined));
    else if (operation.kind === 'program') await host.remove(name);
  });
  return now;
}

/** Runs the former version's installer in a fresh tree of its own; never twice (otau 3.3). */
async function reinstall(
  session: Session,
  operation: Operation,
  from: InventoryEntry,
  attempt: (what: string, work: () => Promise<unknown>) => Promise<void>,
): Promise<Operation> {
  if (operation.scriptStarted === true) return operation;
  const { layout, files } = session.options;
  const { name } = operation;
  const { signal } = new AbortController(); // going back is not given up half-way
  const former = { ...operation, to: from, version: from.version, fileName: fileNameOf(from) };
  let now = operation;
  await attempt(`version ${from.version} could not be installed again`, async () => {
    await stageTree(session, former, signal);
    now = await session.save({ ...operation, scriptStarted: true });
    try {
      await runInstaller(session, former, signal);
    } catch (error) {
      await undoPlace({ layout, files, name, sha256: from.sha256 }, true);
      throw error;
    }
  });
  return now;
}

function outcomeOf(operation: Operation): EndReport['outcome'] {
  if (operation.switched === true) return 'rolledBack';
  if (operation.failure?.code !== 'OTAU_INTERRUPTED') return 'failed';
  return isManaged(operation) ? 'rolledBack' : 'interrupted';
}

function describe(operation: Operation, problems: readonly string[]): Failure {
  const { failure, from, name } = operation;
  const known: Failure = failure ?? { code: 'OTAU_INTERRUPTED', message: 'It was interrupted.', retryable: true };
  if (operation.switched !== true) return known;
  const now = from === undefined ? `${name} is not installed.` : `Version ${from.version} is in use again.`;
  const trouble = problems.length === 0 ? now : `Going back was not smooth: ${problems.join('; ')}.`;
  return { ...known, message: `${known.message} ${trouble}` };
}

/** Going back needs no journal to be safe, only to be quick: on a full disk it is done all the same (otau 3.10). */
async function saveIfRoom(session: Session, operation: Operation): Promise<Operation> {
  try {
    return await session.save(operation);
  } catch (error) {
    if (!isFull(error)) throw error;
    return operation;
  }
}

async function commitIfRoom(
  session: Session,
  operation: Operation,
  row: InventoryEntry | null,
  end: EndReport,
): Promise<EndReport> {
  try {
    return await session.commit(operation, row, end);
  } catch (error) {
    if (!isFull(error)) throw error;
    return session.settle({ ...operation, quarantine: false, row, end });
  }
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(errnoOf(error) ?? '');
}
