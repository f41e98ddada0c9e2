import { join } from 'node:path';
import { channels, publish } from '../diagnostics.ts';
import { OtauError } from '../errors.ts';
import { type PackageName } from '../package/name.ts';
import { type ResolvedOptions } from './options.ts';
import { type PreparedPackage } from './prepare.ts';
import { decideOutcome, type InstallOutcome } from './report.ts';
import { type ScriptResult } from './scripts.ts';

/** A script that ended with an exit code that means success. */
export type SuccessfulRun = ScriptResult & { readonly exitCode: number; readonly outcome: InstallOutcome };

/**
 * Runs the installer of a placed tree (otau 3.4, 3.5). Rejects with `OTAU_SCRIPT_FAILED` or `OTAU_SCRIPT_TIMEOUT`,
 * which carry its output, and with `OTAU_SCRIPT_NOT_STARTED`.
 */
export async function runScript(
  tree: string,
  { name, version, fileName }: PackageName,
  { installer, root, shebang }: PreparedPackage,
  options: ResolvedOptions,
  signal: AbortSignal | undefined,
): Promise<SuccessfulRun> {
  const { scripts, clock, scriptTimeoutMs, maxOutputBytes, redact } = options;
  publish(channels.scriptStarted, () => ({ name, version }));
  const result = await scripts.run({
    kind: installer,
    shebang,
    cwd: join(tree, root),
    env: { ...options.env, GWE_APP_NAME: name, GWE_APP_VERSION: version },
    timeoutMs: scriptTimeoutMs,
    maxOutputBytes,
    clock,
    signal,
  });
  const { exitCode, durationMs } = result;
  publish(channels.scriptEnded, () => ({ name, version, exitCode, durationMs }));
  const output = redact(result.output);
  if (result.timedOut) {
    const message = `${installer} of ${fileName} took longer than ${scriptTimeoutMs / 1000} s and was stopped.`;
    throw new OtauError('OTAU_SCRIPT_TIMEOUT', message, { output, exitCode });
  }
  const outcome = decideOutcome(exitCode);
  if (outcome === undefined || exitCode === undefined) {
    const end =
      exitCode === undefined ? `was ended by ${result.signal ?? 'a signal'}` : `failed with exit code ${exitCode}`;
    throw new OtauError('OTAU_SCRIPT_FAILED', `${installer} of ${fileName} ${end}. Its output says why.`, {
      output,
      exitCode,
    });
  }
  return { ...result, output, exitCode, outcome };
}
