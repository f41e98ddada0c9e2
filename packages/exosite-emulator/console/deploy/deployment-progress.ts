import type { DeploymentTarget } from '../../src/console/api.ts';
import { parsePackageName } from '../../src/console/package-name.ts';

/** Where one device stands, in the words of the page. */
export type TargetStage = 'sent' | 'pickedUp' | 'installed' | 'reported' | 'failed' | 'superseded';

/** The stage of a target; the text of `fetch_status` decides whether it went well, where it says so. */
export function stageOf({ state, report = '' }: Pick<DeploymentTarget, 'state' | 'report'>): TargetStage {
  return state === 'reported' ? outcomeOf(report) : state;
}

/** Reads the last line of a report: Gateway Engine sums up there; scripts of old packages print what they like. */
export function outcomeOf(report: string): 'installed' | 'failed' | 'reported' {
  const line = report.trimEnd().split('\n').at(-1) ?? '';
  if (/\b(failed|failure|error|refused|rejected|interrupted|rolled back)\b/i.test(line)) return 'failed';
  const exitCode = /exit (?:code|status):? (\d+)/i.exec(line)?.[1];
  if (exitCode !== undefined && !['0', '100', '101'].includes(exitCode)) return 'failed';
  return /\b(installed|success|succeeded|ok)\b/i.test(line) || exitCode !== undefined ? 'installed' : 'reported';
}

/** How many targets stand where. */
export interface DeploymentCounts {
  readonly total: number;
  readonly waiting: number;
  readonly working: number;
  readonly done: number;
  readonly failed: number;
}

/** Counts the targets of a deployment. */
export function countTargets(targets: readonly DeploymentTarget[]): DeploymentCounts {
  const count = (...stages: readonly TargetStage[]): number =>
    targets.filter((target) => stages.includes(stageOf(target))).length;
  return {
    total: targets.length,
    waiting: count('sent'),
    working: count('pickedUp'),
    done: count('installed', 'reported'),
    failed: count('failed', 'superseded'),
  };
}

/** Whether the device runs what was deployed; undefined while its `engine_report` does not tell. */
export function runsDeployed(target: DeploymentTarget, packageName: string): boolean | undefined {
  if (target.running === undefined) return undefined;
  return target.running.version === parsePackageName(packageName)?.version;
}

/** Last line of a report that says something. */
export function lastLineOf(report: string): string {
  return report.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
