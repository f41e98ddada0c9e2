import { formatInstalled, formatRemoved } from '../../update/fetch-status.ts';
import type { AddCommand } from './command.ts';

/** `gwe rollback NAME`: back to the version before. */
export const addRollback: AddCommand = (program, context) => {
  program
    .command('rollback <app>')
    .description('puts the version before back in use: its tree by a link, or its tarball installed again')
    .action(async (app: string) => {
      const { signal, output } = context;
      const report = await context.withGateway(({ installer }) => installer.rollback(app, { signal }));
      output.print(`${formatInstalled(report, undefined)}\n`);
    });
};

/** `gwe uninstall NAME`: stop it, run its uninstall.sh, forget it. */
export const addUninstall: AddCommand = (program, context) => {
  program
    .command('uninstall <app>')
    .description('stops an app, runs its uninstall.sh if it has one, and removes what is kept of it')
    .action(async (app: string) => {
      const { signal, output } = context;
      const report = await context.withGateway(({ installer }) => installer.uninstall(app, { signal }));
      output.print(`${formatRemoved(report)}\n`);
    });
};
