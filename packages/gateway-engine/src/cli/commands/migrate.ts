import { type Migration, migrate } from '../../migration/migrate.ts';
import type { AddCommand } from './command.ts';

interface MigrateFlags {
  readonly from: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

/** `gwe migrate`: takes over a Python Gateway Engine. */
export const addMigrate: AddCommand = (program, context) => {
  const { paths, output } = context;
  program
    .command('migrate')
    .description(
      'takes over identity, settings, programs and versions of a Python Gateway Engine; changes nothing there',
    )
    .requiredOption('--from <folder>', 'root of the old system, or the folder with its Gateway.cfg')
    .option('--dry-run', 'say what would be taken over, and do nothing')
    .option('--force', 'replace an identity that this gateway has already')
    .action(async ({ from, dryRun = false, force = false }: MigrateFlags) => {
      const migration = await context.withGateway(({ confFolder }) =>
        migrate({ from, paths, confFolder, dryRun, force }),
      );
      output.print(formatMigration(migration, dryRun));
      if (migration.left.length > 0) context.setExitCode(1);
    });
};

function formatMigration({ from, identity, settings, apps, programs, left }: Migration, isDryRun: boolean): string {
  const list = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.join(', '));
  const { vendor, model, uuid, cik } = identity;
  return [
    `${isDryRun ? 'Would take over' : 'Took over'} ${from}`,
    `  identity  ${vendor} ${model} ${uuid}, ${cik === '' ? 'not activated' : 'activated'}`,
    `  settings  ${list(Object.entries(settings).map(([key, value]) => `${key} ${String(value)}`))}`,
    `  versions  ${list(apps.map(({ name, version }) => `${name} ${version}`))}`,
    `  programs  ${list(programs)}`,
    ...left.map((line) => `  LEFT      ${line}`),
    '',
  ].join('\n');
}
