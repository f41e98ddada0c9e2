export { createUsageLedger, USAGE_LEDGER_DEFAULTS, type UsageLedger, type UsageLedgerOptions } from './ledger.ts';
export type { Budget, BudgetPeriod } from './budget.ts';
export type { InterfaceUsage, SourceUsage, UsageReport } from './report.ts';
export type { UsageRow } from './store.ts';
export type { UsageFailed, UsageReset } from '../diagnostics.ts';
export type { IntendedRequest, RequestUsage, UsageRecorder } from '../http/usage-recorder.ts';
