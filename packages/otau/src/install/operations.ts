import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { OtauError } from '../errors.ts';
import { exists } from '../files/tree.ts';
import { type Operation } from '../journal/operation.ts';
import { type PackageName, parsePackageName } from '../package/name.ts';
import { type InstallRequest, type UninstallReport } from './api.ts';
import { carryOn, type Ending } from './carry-on.ts';
import { endWith, toFailure, toInstallReport } from './ending.ts';
import { type AppVersion, fileNameOf, type InventoryEntry } from './inventory.ts';
import { obtainPackage } from './obtain.ts';
import { type ResolvedOptions } from './options.ts';
import { removeApp } from './removal.ts';
import { type InstallReport } from './report.ts';
import { type Session } from './session.ts';

/** Name and version of what is asked for, from the file's name alone (otau 1.1). */
export function nameOf(request: InstallRequest, options: ResolvedOptions): PackageName {
  return parsePackageName('path' in request ? basename(request.path) : request.fileName, options);
}

/** Installs one package, or tells how it ended before if it is the same request (otau 3.3). */
export async function installPackage(
  session: Session,
  request: InstallRequest,
  named: PackageName,
  signal: AbortSignal,
): Promise<InstallReport> {
  const { id } = request;
  const known = id === undefined ? undefined : session.reports.find((report) => report.id === id);
  if (known !== undefined) return toInstallReport(known);
  const operation = await begin(session, 'install', { ...named, keepReport: id !== undefined, id });
  let obtained: Operation;
  try {
    obtained = await obtainPackage(session, operation, request, signal);
    if (request.force === true && obtained.to !== undefined) await session.release(obtained.to.sha256);
    obtained = await session.save({ ...obtained, state: 'staging' });
  } catch (error) {
    // A request that was stopped, or is to be repeated later, has not ended: the same id goes on where it was.
    const isOver = !signal.aborted && !(error instanceof OtauError && error.code === 'OTAU_NOT_YET');
    await session.drop(operation, isOver ? endWith(operation, 'failed', toFailure(error)) : undefined);
    throw error;
  }
  return reportOf(await carryOn(session, obtained, signal));
}

/** Goes back to the version before (otau 3.4). */
export async function rollBackApp(session: Session, name: string, signal: AbortSignal): Promise<InstallReport> {
  const { layout, files } = session.options;
  const row = rowOf(session, name);
  const to = row.previous;
  if (to === undefined) {
    throw new OtauError('OTAU_NO_PREVIOUS', `${name} ${row.version} has no version before it to go back to.`);
  }
  const facts = await session.facts(to.sha256, signal);
  const isThere = await exists(files, layout.tree(name, to.sha256));
  const kind: InventoryEntry['kind'] = facts.supervisorConf === undefined ? 'script' : 'program';
  const start = { name, version: to.version, fileName: fileNameOf({ name, version: to.version }), to, kind, from: row };
  // The tree of a managed app is as good as new: going back to it is switching a link.
  const isSwitch = to.manifest?.managed === true && isThere;
  const operation = isSwitch
    ? await begin(session, 'rollback', { ...start, state: 'switching', switched: true })
    : await begin(session, 'rollback', { ...start, state: 'staging' });
  return reportOf(await carryOn(session, operation, signal));
}

/** Removes an app (otau 3.11). */
export async function uninstallApp(session: Session, name: string, signal: AbortSignal): Promise<UninstallReport> {
  const row = rowOf(session, name);
  const { version, kind } = row;
  const fileName = fileNameOf(row);
  const operation = await begin(session, 'uninstall', { name, version, fileName, from: row, kind, state: 'removing' });
  try {
    const { id, script } = await removeApp(session, operation, signal);
    return { id, name, version, exitCode: script?.exitCode, output: script?.output ?? '' };
  } catch (error) {
    // Before its script has run nothing has gone that could not stay.
    const now = session.operation;
    if (now?.state === 'removing' && now.scriptStarted !== true) await session.drop(now);
    throw error;
  }
}

interface Start extends PackageName {
  readonly id?: string | undefined;
  readonly keepReport?: boolean;
  readonly state?: Operation['state'];
  readonly from?: InventoryEntry;
  readonly to?: AppVersion;
  readonly kind?: InventoryEntry['kind'];
  readonly switched?: boolean;
}

/** Journals a new operation, before anything is done for it. */
async function begin(session: Session, action: Operation['action'], start: Start): Promise<Operation> {
  const { id = randomBytes(8).toString('hex'), keepReport = false, state = 'downloading', name, ...rest } = start;
  const from = session.row(name);
  return session.save({
    ...rest,
    id,
    action,
    state,
    name,
    keepReport,
    ...(from === undefined ? {} : { from }),
    startedAt: session.options.clock.now(),
    bootId: session.bootId,
    attempts: 0,
    saves: 0,
  });
}

function rowOf(session: Session, name: string): InventoryEntry {
  const row = session.row(name);
  if (row !== undefined) return row;
  const known = session.inventory.apps.map((entry) => entry.name).join(', ');
  throw new OtauError(
    'OTAU_NOT_INSTALLED',
    `${name} is not installed. Installed are: ${known === '' ? 'none' : known}.`,
  );
}

function reportOf(ending: Ending): InstallReport {
  if ('error' in ending) throw ending.error;
  return toInstallReport(ending.end);
}
