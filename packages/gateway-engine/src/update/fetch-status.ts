import { describeError } from '../errors.ts';

/** What the installer says of one installed package; a structural part of otau's report. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly exitCode: number;
  readonly output: string;
  readonly durationMs: number;
}

/** The text for `fetch_status` after an install: what the script printed, then one summary line (otau 5.1). */
export function formatInstalled(report: InstalledPackage, programState: string | undefined): string {
  const seconds = (report.durationMs / 1000).toFixed(1);
  const state = programState === undefined ? '' : `, program ${programState}`;
  const summary = `${report.name} ${report.version}: installed, exit code ${report.exitCode}, ${seconds} s${state}`;
  return withOutput(report.output, summary);
}

/** The text for `fetch_status` when a package was not installed: the script's output, if it came so far, and why. */
export function formatFailed(fileName: string, error: unknown): string {
  const output =
    error instanceof Error && 'output' in error && typeof error.output === 'string' ? error.output : '';
  return withOutput(output, `${fileName}: not installed. ${describeError(error)}`);
}

/** The text for `fetch_status` when power or the process went away while a package was being installed (otau 3.3). */
export function formatInterrupted(fileName: string): string {
  return (
    `${fileName}: interrupted. Power or the engine was lost while it was being installed; ` +
    'its script is never run twice unasked. Deploy it again.'
  );
}

function withOutput(output: string, summary: string): string {
  const text = output.trimEnd();
  return text === '' ? summary : `${text}\n${summary}`;
}
