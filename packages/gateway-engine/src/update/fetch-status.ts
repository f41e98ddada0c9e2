import {
  formatInstallFailure,
  formatInstallReport,
  type InstallReport,
  type UninstallReport,
} from '@gateway-engine/otau';

/** The text for `fetch_status` after an install: what the script printed, then one summary line (otau 5.1). */
export function formatInstalled(report: InstallReport, programState: string | undefined): string {
  const text = formatInstallReport(report).trimEnd();
  return programState === undefined ? text : `${text}, program ${programState}`;
}

/** The text for `fetch_status` when a package was not installed: the script's output, if it came so far, and why. */
export function formatFailed(fileName: string, error: unknown): string {
  return formatInstallFailure(fileName, error).trimEnd();
}

/** The text for `fetch_status` after an app was removed: what its script printed, then one summary line (otau 3.11). */
export function formatRemoved({ name, version, exitCode, output }: UninstallReport): string {
  const script = exitCode === undefined ? '' : `, uninstall.sh ended with ${exitCode}`;
  return `${output === '' ? '' : `${output.trimEnd()}\n`}${name} ${version}: removed${script}`;
}
