import { type OperationAction, type OperationState } from '../install/api.ts';
import { type AppVersion, type InventoryEntry, isEntry, isVersion } from '../install/inventory.ts';
import { type InstallReport } from '../install/report.ts';
import { type OtauErrorCode } from '../errors.ts';
import { isNumber, isOptional, isRecord, isText } from './shape.ts';

/** An `OtauError` as the journal keeps it. */
export interface Failure {
  readonly code: OtauErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly exitCode?: number | undefined;
  readonly output?: string | undefined;
}

/** How an operation ended, kept until it is acknowledged. */
export interface EndReport {
  readonly id: string;
  readonly action: OperationAction;
  readonly fileName: string;
  readonly name: string;
  readonly version: string;
  readonly outcome: 'done' | 'rolledBack' | 'interrupted' | 'failed';
  readonly report?: InstallReport;
  /** Of an `uninstall.sh`. */
  readonly script?: { readonly exitCode?: number | undefined; readonly output: string };
  readonly failure?: Failure;
}

/** A script that has ended well. */
export type ScriptRecord = Pick<InstallReport, 'exitCode' | 'output' | 'durationMs' | 'outcome'>;

/** What the journal says of the operation at work (otau 3.2). */
export interface Operation {
  readonly id: string;
  readonly action: OperationAction;
  readonly state: OperationState;
  readonly name: string;
  readonly version: string;
  readonly fileName: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly bootId: string;
  /** How often it was taken up after a restart. */
  readonly attempts: number;
  /** How often it was written; what exceeds the bound turns in a circle. */
  readonly saves: number;
  /** Nobody may be waiting for the end any more, or the request has an id: the report is kept. */
  readonly keepReport: boolean;
  readonly kind?: InventoryEntry['kind'];
  /** What was installed when it began. */
  readonly from?: InventoryEntry;
  /** What is to be installed; known once it is fetched and checked. */
  readonly to?: AppVersion;
  /** The installer's result, once it has ended well. */
  readonly script?: ScriptRecord;
  /** Links and conf may be those of the new version. */
  readonly switched?: boolean;
  /** Of probation: uptime of the boot `bootId` at which it must be over. */
  readonly deadlineUptimeMs?: number;
  /** Why it is rolled back. */
  readonly failure?: Failure;
  /** `to` does not come again unasked. */
  readonly quarantine?: boolean;
  /** The script that goes with rolling back or removing has been started: it is not started again (otau 3.3). */
  readonly scriptStarted?: boolean;
  /** It was rolled back because it turned in a circle; if that does not end either, it is given up. */
  readonly lastResort?: boolean;
  /** Of `committed`: the app's row from now on; null for none. */
  readonly row?: InventoryEntry | null;
  /** Of `committed`. */
  readonly end?: EndReport;
}

const STATES: Readonly<Record<OperationState, true>> = {
  downloading: true,
  staging: true,
  staged: true,
  installing: true,
  switching: true,
  probation: true,
  committed: true,
  rollingBack: true,
  removing: true,
};

/** Whether a value read from JSON is an operation in a state that this version knows. */
export function isOperation(value: unknown): value is Operation {
  if (!isRecord(value)) return false;
  const texts = ['id', 'action', 'state', 'name', 'version', 'fileName', 'bootId'];
  const numbers = ['startedAt', 'attempts', 'saves'];
  return (
    texts.every((key) => isText(value[key])) &&
    numbers.every((key) => isNumber(value[key])) &&
    String(value['state']) in STATES &&
    ['install', 'rollback', 'uninstall'].includes(String(value['action'])) &&
    isOptional(value['from'], isEntry) &&
    isOptional(value['to'], isVersion) &&
    isOptional(value['script'], isRecord) &&
    isOptional(value['failure'], isRecord) &&
    isOptional(value['row'], (row) => row === null || isEntry(row)) &&
    (value['state'] !== 'committed' || isEndReport(value['end']))
  );
}

/** Whether a value read from JSON is a report. */
export function isEndReport(value: unknown): value is EndReport {
  return (
    isRecord(value) && ['id', 'action', 'fileName', 'name', 'version', 'outcome'].every((key) => isText(value[key]))
  );
}
