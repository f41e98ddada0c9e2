import type { Command } from 'commander';
import type { PolledValue } from '../calls/poll.ts';
import type { GlobalOptions } from './connection.ts';
import { CIK_HELP } from './device-commands.ts';
import { printResult, withSession } from './session.ts';
import { parseWholeNumber, type CliHost } from './settings.ts';

interface WaitOptions extends GlobalOptions {
  readonly waitMs: string;
  readonly since?: string;
}

/** Adds `poll` and `watch`, which wait for values. */
export function addWaitCommands(program: Command, host: CliHost): void {
  addWaitOptions(program.command('poll'))
    .description('Wait for the next value of an alias and print it.')
    .action(async (cik: string, alias: string, _options: unknown, command: Command) => {
      await withSession(host, command.optsWithGlobals<WaitOptions>(), async ({ client, credential, call, options }) => {
        const { waitMs, since } = parseWait(options);
        const polled = await client.poll(credential(cik), alias, { ...call, waitMs, ...since });
        if (polled === undefined) throw new Error(`${alias} got no new value within ${waitMs} ms.`);
        printResult(host, options, polled.value, polled);
      });
    });
  addWaitOptions(program.command('watch'))
    .description('Print the values of an alias as they come, the present one first, until it is stopped.')
    .action(async (cik: string, alias: string, _options: unknown, command: Command) => {
      await withSession(host, command.optsWithGlobals<WaitOptions>(), async ({ client, credential, call, options }) => {
        const { waitMs, since } = parseWait(options);
        const values = client.watch(credential(cik), alias, { ...call, waitMs, ...since });
        await printAll(values, host, options);
      });
    });
}

/** To be stopped is how watching ends, and no failure. */
async function printAll(values: AsyncIterable<PolledValue>, host: CliHost, options: GlobalOptions): Promise<void> {
  try {
    for await (const polled of values) printResult(host, options, polled.value, polled);
  } catch (error) {
    if (host.signal?.aborted !== true) throw error;
  }
}

function addWaitOptions(command: Command): Command {
  return command
    .argument('<CIK>', CIK_HELP)
    .argument('<ALIAS>')
    .option('--wait-ms <MS>', 'how long the platform may hold a request, at most 300000', '60000')
    .option('--since <SECONDS>', 'take values written after this time (seconds since 1970)');
}

function parseWait({ waitMs, since }: WaitOptions): { waitMs: number; since: { since?: number } } {
  return {
    waitMs: parseWholeNumber('--wait-ms', waitMs),
    since: since === undefined ? {} : { since: parseWholeNumber('--since', since) },
  };
}
