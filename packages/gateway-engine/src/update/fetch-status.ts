import { formatInstallFailure, formatInstallReport, type InstallReport } from '@gateway-engine/otau';

/** The text for `fetch_status` after an install: what the script printed, then one summary line (otau 5.1). */
export function formatInstalled(report: InstallReport, programState: string | undefined): string {
  const text = formatInstallReport(report).trimEnd();
  return programState === undefined ? text : `${text}, program ${programState}`;
}

/** The text for `fetch_status` when a package was not installed: the script's output, if it came so far, and why. */
export function formatFailed(fileName: string, error: unknown): string {
  return formatInstallFailure(fileName, error).trimEnd();
}

/** The text for `fetch_status` when power or the process went away while a package was being installed (otau 3.3). */
export function formatInterrupted(fileName: string): string {
  return (
    `${fileName}: interrupted: power or the engine was lost while it was being installed. ` +
    'Its script is never run twice unasked; deploy it again.'
  );
}
