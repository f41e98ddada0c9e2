import { requireCount } from '../requirements.ts';

/** A stretch of time by the clock of this machine, in UTC. */
export type BudgetPeriod = 'hour' | 'day' | 'month';

/** How many bytes some sources may move in one period. */
export interface Budget {
  /** A source such as `write:temperature`, or the beginning of several with a `*` behind it; `*` alone means all. */
  readonly source: string;
  readonly period: BudgetPeriod;
  /** Bytes on the TCP connections, both ways together. */
  readonly maxBytes: number;
}

/** When the period of a time began and when the next one does, in milliseconds since the epoch. */
export function findPeriod(nowMs: number, period: BudgetPeriod): { readonly startMs: number; readonly endMs: number } {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  switch (period) {
    case 'hour': {
      const startMs = Math.floor(nowMs / 3_600_000) * 3_600_000;
      return { startMs, endMs: startMs + 3_600_000 };
    }
    case 'day':
      return { startMs: Date.UTC(year, month, day), endMs: Date.UTC(year, month, day + 1) };
    case 'month':
      return { startMs: Date.UTC(year, month), endMs: Date.UTC(year, month + 1) };
  }
}

/** True if a budget is about that source. */
export function coversSource(budget: Budget, source: string): boolean {
  return budget.source.endsWith('*') ? source.startsWith(budget.source.slice(0, -1)) : source === budget.source;
}

/** Throws a TypeError unless it is a budget. */
export function requireBudget(budget: Budget): void {
  if (budget.source === '') throw new TypeError("A budget's source must not be empty; * means all sources.");
  if (!['hour', 'day', 'month'].includes(budget.period)) {
    throw new TypeError(`A budget's period is hour, day or month; found ${budget.period}.`);
  }
  requireCount('maxBytes', budget.maxBytes);
}
