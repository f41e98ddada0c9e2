import type { RecoveryReport } from '@gateway-engine/otau';

import { formatFailed, formatInstalled } from './fetch-status.ts';
import type { UpdateJournal } from './update-journal.ts';
import { appendStatus, type UpdateState } from './update-state.ts';

/**
 * Puts what the installer ended by itself after a power cut into the status to be told (otau 3.3, 5.1). What belongs to
 * an entry of the journal is left to that: asking for it again gives its report.
 */
export async function takeRecovered(reports: readonly RecoveryReport[], journal: UpdateJournal): Promise<void> {
  const state = await journal.read();
  const known = new Set([...state.entries.map(({ id }) => id), ...state.settled]);
  const unasked = reports.filter(({ id }) => !known.has(id));
  if (unasked.length > 0) await journal.write(unasked.reduce(addReport, state));
}

function addReport(state: UpdateState, report: RecoveryReport): UpdateState {
  return appendStatus({ ...state, settled: [...state.settled, report.id] }, formatRecovered(report));
}

function formatRecovered({ action, fileName, name, version, report, error }: RecoveryReport): string {
  if (error !== undefined) return formatFailed(fileName, error);
  return report === undefined ? `${name} ${version}: ${action} done` : formatInstalled(report, undefined);
}
