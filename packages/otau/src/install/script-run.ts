import { join } from 'node:path';
import { channels, publish } from '../diagnostics.ts';
import { OtauError } from '../errors.ts';
import { readText } from '../files/tree.ts';
import { createOutputLines } from '../process/output-lines.ts';
import { type ResolvedOptions } from './options.ts';
import { decideOutcome, type InstallOutcome } from './report.ts';
import { type ScriptRequest, type ScriptResult } from './scripts.ts';

/** A script of an app. */
export interface AppScript extends Pick<ScriptRequest, 'kind' | 'cwd' | 'file'> {
  readonly name: string;
  readonly version: string;
  readonly fileName: string;
}

/** A script that ended with an exit code that means success. */
export type SuccessfulRun = ScriptResult & { readonly exitCode: number; readonly outcome: InstallOutcome };

/** Scripts are read this far for their first line. */
const MAX_SCRIPT_BYTES = 16 * 1024 * 1024;

/**
 * Runs a script of a placed tree (otau 3.4, 3.5). Rejects with `OTAU_SCRIPT_FAILED` or `OTAU_SCRIPT_TIMEOUT`, which
 * carry its output, and with `OTAU_SCRIPT_NOT_STARTED`.
 */
export async function runScript(
  { name, version, fileName, ...script }: AppScript,
  options: ResolvedOptions,
  signal: AbortSignal | undefined,
): Promise<SuccessfulRun> {
  const { scripts, clock, scriptTimeoutMs, maxOutputBytes, redact, files } = options;
  const file = script.file ?? script.kind;
  const text = (await readText(files, join(script.cwd, file), MAX_SCRIPT_BYTES)) ?? '';
  publish(channels.scriptStarted, () => ({ name, version }));
  const lines = createOutputLines((line) => {
    publish(channels.scriptOutput, () => ({ name, version, line: redact(line) }));
  });
  const result = await scripts.run({
    ...script,
    shebang: text.split('\n', 1)[0] ?? '',
    env: { ...options.env, GWE_APP_NAME: name, GWE_APP_VERSION: version },
    timeoutMs: scriptTimeoutMs,
    maxOutputBytes,
    onOutput: (chunk) => {
      lines.push(chunk);
    },
    clock,
    signal,
  });
  lines.end();
  const { exitCode, durationMs } = result;
  publish(channels.scriptEnded, () => ({ name, version, exitCode, durationMs }));
  const output = redact(result.output);
  if (result.timedOut) {
    const message = `${file} of ${fileName} took longer than ${scriptTimeoutMs / 1000} s and was stopped.`;
    throw new OtauError('OTAU_SCRIPT_TIMEOUT', message, { output, exitCode });
  }
  const outcome = decideOutcome(exitCode);
  if (outcome === undefined || exitCode === undefined) {
    const end =
      exitCode === undefined ? `was ended by ${result.signal ?? 'a signal'}` : `failed with exit code ${exitCode}`;
    throw new OtauError('OTAU_SCRIPT_FAILED', `${file} of ${fileName} ${end}. Its output says why.`, {
      output,
      exitCode,
    });
  }
  return { ...result, output, exitCode, outcome };
}
