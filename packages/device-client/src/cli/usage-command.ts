import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { SourceUsage, UsageReport } from '../usage/report.ts';
import type { GlobalOptions } from './connection.ts';
import { printResult } from './session.ts';
import { UsageError, type CliHost } from './settings.ts';

/** Adds `usage`, which shows what a usage file holds. */
export function addUsageCommand(program: Command, host: CliHost): void {
  program
    .command('usage')
    .description('Show what requests have cost, from a file that --usage, gwe or gmq keep. --json: as usage_report.')
    .argument('<FILE>')
    .action(async (path: string, _options: unknown, command: Command) => {
      if (!existsSync(path)) throw new UsageError(`${path} does not exist.`);
      const { createUsageLedger } = await import('../usage/ledger.ts');
      const ledger = createUsageLedger({ path, maxSources: 1_000 });
      await ledger.start();
      try {
        const report = ledger.report();
        printResult(host, command.optsWithGlobals<GlobalOptions>(), formatUsage(report), report);
      } finally {
        await ledger.stop();
      }
    });
}

const HEAD = ['interface', 'group', 'source', 'requests', 'sent', 'received'] as const;

/** A table, the largest sources of each interface and group first. */
export function formatUsage(report: UsageReport): string {
  const rows = Object.entries(report).flatMap(([name, groups]) =>
    Object.entries(groups).flatMap(([group, sources]) =>
      typeof sources === 'string' ? [] : Object.entries(sources).map((entry) => formatRow(name, group, ...entry)),
    ),
  );
  const lines = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

function formatRow(name: string, group: string, source: string, { num, tot_tx, tot_rx }: SourceUsage): string[] {
  return [name, group, source, String(num), String(tot_tx), String(tot_rx)];
}
