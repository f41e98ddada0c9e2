import { join } from 'node:path';
import { channels, publish } from '../diagnostics.ts';
import { OtauError } from '../errors.ts';
import { extractPackage } from '../extract/extract.ts';
import { removeTree } from '../files/tree.ts';
import { isManaged } from '../journal/boot-action.ts';
import { type Operation, type ScriptRecord } from '../journal/operation.ts';
import { runCommand } from '../process/command.ts';
import { createBoundedOutput } from '../process/bounded-output.ts';
import { type HostCallOptions } from './contracts.ts';
import { type PackageFacts } from './facts.ts';
import { hostCall } from './host-call.ts';
import { type AppVersion, type InventoryEntry } from './inventory.ts';
import { longestProbationMs, planProbation, type ProbationPlan, watchProgram } from './probation.ts';
import { runScript } from './script-run.ts';
import { type Session } from './session.ts';
import { linkTrees, placeTree } from './trees.ts';

/** Extracts the kept tarball into staging, durable to the last directory, and asks the host about its conf. */
export async function stageTree(session: Session, operation: Operation, signal: AbortSignal): Promise<PackageFacts> {
  const { limits, archiveTimeoutMs: timeoutMs, clock, files, layout, host } = session.options;
  const { name, version, fileName } = operation;
  const { sha256 } = targetOf(operation);
  const facts = await session.facts(sha256, signal);
  await removeTree(files, layout.staged);
  await extractPackage({
    source: layout.package(sha256),
    destination: layout.staged,
    limits,
    timeoutMs,
    clock,
    files,
    onProgress: ({ entries }) => {
      publish(channels.extractProgress, () => ({ name, version, entries, totalEntries: facts.entries }));
    },
    signal,
  });
  await files.syncDirectory(layout.staging); // the tree's own name; all below it is durable already
  const conf = facts.supervisorConf;
  if (conf !== undefined) {
    await hostCall('OTAU_CONF_REFUSED', `The supervisor.conf of ${fileName} was refused`, signal, () =>
      host.check(name, conf, callOptions(session, operation, signal)),
    );
  }
  return facts;
}

/** Puts the staged tree in its place and runs its installer there (otau 3.4). */
export async function runInstaller(session: Session, operation: Operation, signal: AbortSignal): Promise<ScriptRecord> {
  const { layout, files } = session.options;
  const { name, version, fileName } = operation;
  const { sha256, manifest } = targetOf(operation);
  const facts = await session.facts(sha256, signal);
  const tree = await placeTree({ layout, files, name, sha256 });
  const file = manifest?.hooks?.install;
  const { exitCode, output, durationMs, outcome } = await runScript(
    {
      kind: facts.installer,
      cwd: join(tree, facts.root),
      name,
      version,
      fileName,
      ...(file === undefined ? {} : { file }),
    },
    session.options,
    signal,
  );
  return { exitCode, output, durationMs, outcome };
}

/** Lets the links lead to the new version, and starts its program. Can be repeated. */
export async function switchOver(session: Session, operation: Operation, signal: AbortSignal): Promise<void> {
  const { layout, files, host } = session.options;
  const { name, fileName, script } = operation;
  await linkTrees(layout, newRow(session, operation), files);
  const { supervisorConf } = await session.facts(targetOf(operation).sha256, signal);
  if (supervisorConf === undefined) return;
  await hostCall(
    'OTAU_APPLY_FAILED',
    `${fileName} was installed, but its program could not be started`,
    signal,
    () => host.apply(name, supervisorConf, callOptions(session, operation, signal)),
    script,
  );
}

/** How the program is to be watched; undefined if it is not, or there is none. */
export function probationOf(session: Session, operation: Operation): ProbationPlan | undefined {
  if (operation.kind !== 'program') return undefined;
  return planProbation(session.options.probation, operation.to?.manifest?.health);
}

/** The uptime at which a probation that begins now must be over. */
export function deadlineOf({ options: { machine } }: Session, plan: ProbationPlan): number {
  return machine.uptimeMs() + longestProbationMs(plan);
}

/** Watches the new version's program. Rejects with `OTAU_ROLLED_BACK` if it does not do well (otau 3.6). */
export async function holdProbation(
  session: Session,
  operation: Operation,
  plan: ProbationPlan,
  signal: AbortSignal,
): Promise<void> {
  const { host, clock } = session.options;
  const { name, version, script } = operation;
  const call = callOptions(session, operation, signal);
  const result = await watchProgram({
    host,
    name,
    plan,
    clock,
    call,
    runCommand: (command) => runHealthCommand(session, operation, command, signal),
    onLook: (state, remainingMs) => {
      publish(channels.probationProgress, () => ({ name, version, state, remainingMs }));
    },
  });
  if (result.healthy) return;
  const reason = result.reason ?? 'the host calls it unhealthy';
  throw new OtauError('OTAU_ROLLED_BACK', `${name} ${version} did not do well: ${reason}.`, script);
}

/** The row that the app has when the operation is through. */
export function newRow(session: Session, operation: Operation): InventoryEntry {
  const { name, from, kind = 'script', script } = operation;
  const to = targetOf(operation);
  const row = { name, ...to, kind, installedAt: session.options.clock.now(), exitCode: script?.exitCode ?? 0 };
  // Installing the same package again must not make it its own predecessor.
  const previous = from === undefined ? undefined : from.sha256 === to.sha256 ? from.previous : versionOf(from);
  return previous === undefined ? row : { ...row, previous };
}

/** Options of a call of the host about this app. */
export function callOptions(
  { options: { layout } }: Session,
  { name, to }: { readonly name: string; readonly to?: AppVersion | undefined },
  signal: AbortSignal | undefined,
): HostCallOptions {
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(isManaged({ to }) ? { directory: join(layout.app(name), 'current') } : {}),
  };
}

/** What is to be installed; known in every state after `downloading`. */
export function targetOf({ to, name }: Operation): AppVersion {
  if (to === undefined) throw new OtauError('OTAU_STATE_CORRUPT', `The journal does not say which ${name} to install.`);
  return to;
}

function versionOf({ version, sha256, manifest, signedBy, forced }: AppVersion): AppVersion {
  return {
    version,
    sha256,
    ...(manifest === undefined ? {} : { manifest }),
    ...(signedBy === undefined ? {} : { signedBy }),
    ...(forced === undefined ? {} : { forced }),
  };
}

/** One health command may take this long, and say this much. */
const HEALTH_COMMAND = { timeoutMs: 10_000, outputBytes: 1024 };

async function runHealthCommand(
  session: Session,
  operation: Operation,
  command: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const { layout, env, clock, redact } = session.options;
  const { name, version } = operation;
  const { sha256 } = targetOf(operation);
  const { root } = await session.facts(sha256, signal);
  const [file = '', ...args] = command;
  const output = createBoundedOutput(HEALTH_COMMAND.outputBytes);
  const end = await runCommand({
    file,
    args,
    cwd: join(layout.tree(name, sha256), root),
    env: { ...env, GWE_APP_NAME: name, GWE_APP_VERSION: version },
    timeoutMs: HEALTH_COMMAND.timeoutMs,
    clock,
    onOutput: (chunk) => {
      output.push(chunk);
    },
    signal,
  });
  if (end.exitCode === 0) return undefined;
  const how = end.timedOut ? 'it took too long' : `exit code ${end.exitCode ?? end.signal ?? 'unknown'}`;
  return `${how} ${redact(output.text()).trim()}`.trim();
}
