import { printable } from '../archive/rules.ts';
import { isOtauError, type OtauErrorCode } from '../errors.ts';
import { type PackageKind } from '../package/check.ts';
import { createBoundedOutput } from '../process/bounded-output.ts';

/** What the exit code of an installer asks for (otau 3.5). */
export type InstallOutcome = 'installed' | 'restartEngine' | 'reboot';

/** A finished installation. */
export interface InstallReport {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly kind: PackageKind;
  readonly exitCode: number;
  /** What the installer printed on stdout and stderr, in order, beginning and end. */
  readonly output: string;
  readonly durationMs: number;
  readonly outcome: InstallOutcome;
  /** Identifies the operation; the request's own id, if it had one. */
  readonly id?: string;
  /** `passed`: watched and well. `pending`: to be watched after the reboot that it asks for (otau 3.6). */
  readonly probation?: 'passed' | 'pending';
}

/** Bytes of a report for `fetch_status` unless the caller says otherwise: what a platform value is sure to take. */
export const REPORT_DEFAULTS: { readonly maxBytes: number } = Object.freeze({ maxBytes: 32 * 1024 });

const OUTCOMES: Readonly<Record<number, InstallOutcome>> = { 0: 'installed', 100: 'restartEngine', 101: 'reboot' };
const WORDS: Readonly<Record<InstallOutcome, string>> = {
  installed: 'installed',
  restartEngine: 'installed, engine restart wanted',
  reboot: 'installed, reboot wanted',
};

/** What an exit code means; undefined is failure (otau 3.5). */
export function decideOutcome(exitCode: number | undefined): InstallOutcome | undefined {
  return exitCode === undefined ? undefined : OUTCOMES[exitCode];
}

/** The text for `fetch_status`: what the installer printed, then one summary line (otau 5.1; gwe 70). */
export function formatInstallReport(report: InstallReport, maxBytes: number = REPORT_DEFAULTS.maxBytes): string {
  const { name, version, outcome, exitCode, durationMs, output } = report;
  const seconds = (durationMs / 1000).toFixed(1);
  return withSummary(output, `${name} ${version}: ${WORDS[outcome]}, exit code ${exitCode}, ${seconds} s`, maxBytes);
}

/** The same for an installation that failed, whether its script ran or not. */
export function formatInstallFailure(
  fileName: string,
  error: unknown,
  maxBytes: number = REPORT_DEFAULTS.maxBytes,
): string {
  const shown = printable(fileName);
  if (!isOtauError(error)) {
    return withSummary('', `${shown}: failed: ${error instanceof Error ? error.message : String(error)}`, maxBytes);
  }
  const code: OtauErrorCode = error.code;
  const exit = error.exitCode === undefined ? '' : `, exit code ${error.exitCode}`;
  return withSummary(error.output ?? '', `${shown}: failed (${code}${exit}): ${error.message}`, maxBytes);
}

/** Cuts the output, not the summary (otau 5.1). */
function withSummary(output: string, summary: string, maxBytes: number): string {
  const line = Buffer.from(`${summary}\n`).subarray(0, maxBytes).toString();
  const marker = 64;
  const room = Math.max(0, maxBytes - Buffer.byteLength(line) - marker);
  const bounded = createBoundedOutput(room);
  bounded.push(Buffer.from(output === '' || output.endsWith('\n') ? output : `${output}\n`));
  return `${room === 0 ? '' : bounded.text()}${line}`;
}
