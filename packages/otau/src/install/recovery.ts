import { join } from 'node:path';
import { channels, publish } from '../diagnostics.ts';
import { exists, targetOf } from '../files/tree.ts';
import { type BootAction, decideBootAction, isManaged } from '../journal/boot-action.ts';
import { type Failure, type Operation } from '../journal/operation.ts';
import { carryOn } from './carry-on.ts';
import { endWith, toRecoveryReport } from './ending.ts';
import { fileNameOf, type InventoryEntry } from './inventory.ts';
import { removeApp } from './removal.ts';
import { rollBack } from './rolling-back.ts';
import { type Session } from './session.ts';
import { deadlineOf, probationOf } from './steps.ts';

/** Ends what a lost power or process has interrupted, by the table of otau 3.3. Afterwards no operation is at work. */
export async function recoverSession(session: Session, signal: AbortSignal): Promise<void> {
  if (session.isJournalDamaged) await recoverDamaged(session);
  const { operation } = session;
  if (operation !== undefined) await recoverOperation(session, operation, signal);
  await verifyAfterReboot(session, signal);
  await session.tidy();
}

async function recoverOperation(session: Session, found: Operation, signal: AbortSignal): Promise<void> {
  const { layout, files, machine } = session.options;
  const current = await targetOf(files, join(layout.app(found.name), 'current'));
  const { bootId } = session;
  const action = decideBootAction(found, { current, bootId, uptimeMs: machine.uptimeMs() });
  if (action === 'forget') {
    await session.drop(found);
    return;
  }
  // Nobody waits for the end any more: its report is kept until it is acknowledged.
  const taken: Operation = { ...found, attempts: found.attempts + 1, keepReport: true };
  await act(session, found.state === 'committed' ? taken : await session.save(rearmed(session, taken)), action, signal);
  const { reports } = session;
  const end = reports.find(({ id }) => id === found.id);
  if (end !== undefined) publish(channels.recovered, () => toRecoveryReport(end));
}

async function act(session: Session, operation: Operation, action: BootAction, signal: AbortSignal): Promise<void> {
  switch (action) {
    case 'continue':
      await goOn(session, operation, signal);
      break;
    case 'rollBack':
    case 'interrupt':
      await rollBack(session, { ...operation, failure: interruption(operation) });
      break;
    case 'quarantine':
      await rollBack(session, {
        ...operation,
        failure: circle(operation),
        quarantine: true,
        lastResort: true,
        saves: 0,
      });
      break;
    case 'giveUp':
      await session.commit(operation, operation.from ?? null, endWith(operation, 'failed', circle(operation)));
      break;
    case 'forget':
      break;
  }
}

async function goOn(session: Session, operation: Operation, signal: AbortSignal): Promise<void> {
  const { layout, files } = session.options;
  switch (operation.state) {
    case 'committed':
      await session.settle(operation);
      break;
    case 'rollingBack':
      await rollBack(session, operation);
      break;
    case 'removing':
      await removeApp(session, operation, signal);
      break;
    case 'staged':
      // The tree was made durable before this state was. If it is gone all the same, it is made again.
      await carryOn(
        session,
        (await exists(files, layout.staged)) ? operation : { ...operation, state: 'staging' },
        signal,
      );
      break;
    default:
      await carryOn(session, operation, signal);
  }
}

/** A probation of another boot begins anew; one of this boot keeps its end. */
function rearmed(session: Session, operation: Operation): Operation {
  const plan = operation.state === 'probation' ? probationOf(session, operation) : undefined;
  if (plan === undefined || operation.bootId === session.bootId) return operation;
  return { ...operation, deadlineUptimeMs: deadlineOf(session, plan) };
}

/** Programs that asked for a reboot are watched after it: that they were not running meanwhile is no fault (otau 3.3). */
async function verifyAfterReboot(session: Session, signal: AbortSignal): Promise<void> {
  for (const row of session.inventory.apps) {
    const { probation, previous, ...to } = row;
    if (probation?.result !== 'pending' || probation.bootId === session.bootId) continue;
    const { name, version, kind, exitCode, installedAt } = row;
    const operation: Operation = {
      id: `reboot-${row.sha256.slice(0, 16)}`,
      action: 'install',
      state: 'probation',
      name,
      version,
      fileName: fileNameOf(row),
      startedAt: session.options.clock.now(),
      bootId: session.bootId,
      attempts: 0,
      saves: 0,
      keepReport: true,
      kind,
      to,
      ...(previous === undefined ? {} : { from: { name, kind, installedAt, exitCode: 0, ...previous } }),
      script: { exitCode, output: '', durationMs: 0, outcome: 'installed' },
      switched: true,
    };
    const plan = probationOf(session, operation);
    if (plan === undefined) continue;
    const saved = await session.save({ ...operation, deadlineUptimeMs: deadlineOf(session, plan) });
    const { end } = await carryOn(session, saved, signal);
    // That it was installed has been told before the reboot; only that it was not well is news.
    if (end.outcome === 'done') await session.forgetReports([end.id]);
    else publish(channels.recovered, () => toRecoveryReport(end));
  }
}

/**
 * A journal that cannot be read says nothing, but the links do: an app whose link is not that of its row was being
 * changed. It goes back to its row, and what the link led to does not come again (otau 3.3).
 */
async function recoverDamaged(session: Session): Promise<void> {
  const { layout, files } = session.options;
  let wasChanging = false;
  for (const name of await files.list(layout.apps)) {
    const sha256 = await targetOf(files, join(layout.app(name), 'current'));
    const row = session.row(name);
    if (sha256 === undefined || sha256 === row?.sha256) continue;
    wasChanging = true;
    const operation = await session.save(unknownOperation(session, name, sha256, row));
    await rollBack(session, operation);
  }
  if (!wasChanging) {
    const operation = unknownOperation(session, 'journal', '0'.repeat(64), undefined);
    await session.drop(operation, endWith(operation, 'interrupted', damage(operation)));
  }
}

function unknownOperation(session: Session, name: string, sha256: string, row: InventoryEntry | undefined): Operation {
  const operation: Operation = {
    id: `damaged-${name}-${session.options.clock.now()}`,
    action: 'install',
    state: 'rollingBack',
    name,
    version: 'unknown',
    fileName: name,
    startedAt: session.options.clock.now(),
    bootId: session.bootId,
    attempts: 1,
    saves: 0,
    keepReport: true,
    kind: 'program',
    to: { version: 'unknown', sha256 },
    ...(row === undefined ? {} : { from: row }),
    switched: true,
    quarantine: true,
    scriptStarted: true, // whether it was is not known, and no script runs twice unasked
  };
  return { ...operation, failure: damage(operation) };
}

function damage({ name }: Operation): Failure {
  const message = `The journal was damaged while something was installed; what concerned ${name} is undone.`;
  return { code: 'OTAU_STATE_CORRUPT', message, retryable: false };
}

function circle({ fileName, attempts }: Operation): Failure {
  const message = `${fileName} was taken up ${attempts} times without coming to an end, and is not tried again.`;
  return { code: 'OTAU_STATE_CORRUPT', message, retryable: false };
}

function interruption(operation: Operation): Failure {
  const { fileName, state, version, name } = operation;
  if (state === 'probation') {
    const message = `${name} ${version} did not do well: power or the engine was lost while it was on probation.`;
    return { code: 'OTAU_ROLLED_BACK', message, retryable: false };
  }
  const advice = isManaged(operation) ? 'Install it again.' : 'A script is never run twice unasked: install it again.';
  const message = `Power or the process was lost while ${fileName} was being installed. ${advice}`;
  return { code: 'OTAU_INTERRUPTED', message, retryable: true };
}
