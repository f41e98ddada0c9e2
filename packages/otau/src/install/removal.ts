import { join } from 'node:path';
import { channels, publish } from '../diagnostics.ts';
import { isOtauError } from '../errors.ts';
import { unlessMissing } from '../files/tree.ts';
import { type EndReport, type Operation } from '../journal/operation.ts';
import { endDone } from './ending.ts';
import { hostCall } from './host-call.ts';
import { runScript } from './script-run.ts';
import { type Session } from './session.ts';
import { callOptions } from './steps.ts';

type ScriptEnd = NonNullable<EndReport['script']>;

/**
 * Removes an app (otau 3.11): stops it, runs its `uninstall.sh` once, removes conf, tree, tarballs and row. Once the
 * program has been stopped it only goes forward, also after a power cut; what fails then is told and holds nothing up.
 */
export async function removeApp(session: Session, operation: Operation, signal: AbortSignal): Promise<EndReport> {
  const { host } = session.options;
  const { name, from, attempts } = operation;
  const call = callOptions(session, { name, to: from }, undefined);
  const stop = () => (host.stop === undefined ? host.remove(name, call) : host.stop(name, call));
  if (attempts === 0) {
    await hostCall('OTAU_APPLY_FAILED', `${name} could not be stopped, and was not removed`, signal, stop);
  } else {
    await stop().catch(() => undefined);
  }
  const problems: string[] = [];
  const script = await runUninstaller(session, operation, signal, problems);
  // Asked for also where it was done before: the script may have started the program again.
  await host.remove(name, call).catch((error: unknown) => {
    problems.push(`its conf could not be removed: ${error instanceof Error ? error.message : String(error)}`);
  });
  const told = { ...script, output: [script.output, ...problems.map((problem) => `${problem}\n`)].join('') };
  const end = await session.commit(session.operation ?? operation, null, endDone(operation, { script: told }));
  publish(channels.uninstalled, () => end);
  return end;
}

async function runUninstaller(
  session: Session,
  operation: Operation,
  signal: AbortSignal,
  problems: string[],
): Promise<ScriptEnd> {
  const { layout, files } = session.options;
  const { name, version, fileName, from, scriptStarted } = operation;
  if (scriptStarted === true) {
    problems.push('uninstall.sh was interrupted, and is not run again');
    return { output: '' };
  }
  if (from === undefined) return { output: '' };
  // A package whose tarball is lost can be removed all the same; its root is then taken to be the tree itself.
  const root = await session.facts(from.sha256, signal).then(
    (facts) => facts.root,
    () => '',
  );
  const cwd = join(layout.tree(name, from.sha256), root);
  const file = from.manifest?.hooks?.uninstall ?? 'uninstall.sh';
  const status = await unlessMissing(() => files.status(join(cwd, file)));
  if (status?.type !== 'file' || (status.mode & 0o100) === 0) return { output: '' };
  await session.save({ ...operation, scriptStarted: true });
  try {
    const app = { kind: 'uninstall.sh', file, cwd, name, version, fileName } as const;
    const { exitCode, output } = await runScript(app, session.options, signal);
    return { exitCode, output };
  } catch (error) {
    if (!isOtauError(error)) throw error;
    problems.push(error.message);
    return { exitCode: error.exitCode, output: error.output ?? '' };
  }
}
