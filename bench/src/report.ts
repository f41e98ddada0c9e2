import { type BenchResult, type Row, type Target } from './contract.ts';
import { median } from './statistics.ts';

const HEAD = ['what', 'median', 'min', 'max', 'unit', 'against'];

/** The table for people. */
export function formatTable(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(formatRow)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          isFigure(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const isFigure = (column: number): boolean => column >= 1 && column <= 3;

function formatRow(row: Row): readonly string[] {
  return [
    row.what,
    formatFigure(median(row.samples)),
    formatFigure(Math.min(...row.samples)),
    formatFigure(Math.max(...row.samples)),
    row.unit,
    row.comparedWith ?? '',
  ];
}

/** Three significant digits are what such a run can tell. */
function formatFigure(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}

/** One line for each target: what it is, what was measured, whether it was met. */
export function formatTargets({ metrics, targets }: BenchResult): string {
  return Object.entries(targets)
    .map(([name, target]) => {
      const value = metrics[name];
      const bound = 'atLeast' in target ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
      const found = value === undefined ? 'not measured' : formatFigure(value);
      return `${isMet(value, target) ? 'met   ' : 'MISSED'} ${name}: ${found} (target: ${bound})`;
    })
    .join('\n');
}

/** A metric that was not measured has not met its target. */
export function isMet(value: number | undefined, target: Target): boolean {
  if (value === undefined || Number.isNaN(value)) return false;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

/** The last line, for programs. */
export function formatJson(name: string, { metrics, targets }: BenchResult): string {
  const met = Object.entries(targets).every(([metric, target]) => isMet(metrics[metric], target));
  const rounded = Object.fromEntries(
    Object.entries(metrics).map(([metric, value]) => [metric, Number(value.toPrecision(4))]),
  );
  return JSON.stringify({ bench: name, metrics: rounded, targets, met });
}
