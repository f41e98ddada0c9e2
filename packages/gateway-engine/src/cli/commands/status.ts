import { collectApps, collectStatus } from '../../status/collect-status.ts';
import { formatApps, formatStatus } from '../../status/format-status.ts';
import { type AddCommand, type CommandContext, DEFAULT_GMQ_URL, watch } from './command.ts';

/** How often a watched status is collected anew. */
const WATCH_INTERVAL_MS = 2000;

interface StatusFlags {
  readonly json?: true;
  readonly watch?: true;
  readonly gmqUrl: string;
}

/** `gwe status`: one screen that tells how this gateway fares. */
export const addStatus: AddCommand = (program, context) => {
  program
    .command('status')
    .description('one screen: identity, engine, last and next check-in, apps, queue, disk')
    .option('--json', 'as one JSON object, for programs')
    .option('--watch', 'again every two seconds, until Ctrl-C')
    .option('--gmq-url <url>', 'where the queue answers', DEFAULT_GMQ_URL)
    .action((flags: StatusFlags) => showStatus(flags, context));
};

async function showStatus({ json, watch: watched, gmqUrl }: StatusFlags, context: CommandContext): Promise<void> {
  const collect = () =>
    context.withGateway(({ gateway, installer, supervisor }) =>
      collectStatus({
        ...context,
        gmqUrl,
        programs: () => supervisor.status({ signal: context.signal }),
        inventory: () => installer.inventory(),
        pending: () => gateway.pending(),
      }),
    );
  const show = async () => {
    const status = await collect();
    return json === true ? `${JSON.stringify(status)}\n` : formatStatus(status, Date.now());
  };
  if (watched === true) await watch(context, WATCH_INTERVAL_MS, show);
  else context.output.print(await show());
}

/** `gwe apps`: what is installed and what runs. */
export const addApps: AddCommand = (program, context) => {
  program
    .command('apps')
    .description('what is installed, in which version, and whether it runs')
    .option('--json', 'as one JSON object, for programs')
    .action(async ({ json }: Pick<StatusFlags, 'json'>) => {
      const found = await context.withGateway(({ installer, supervisor }) =>
        collectApps({
          programs: () => supervisor.status({ signal: context.signal }),
          inventory: () => installer.inventory(),
        }),
      );
      context.output.print(json === true ? `${JSON.stringify(found)}\n` : formatApps(found));
    });
};
