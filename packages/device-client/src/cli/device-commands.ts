import type { Command } from 'commander';
import type { GlobalOptions } from './connection.ts';
import { printNote, printResult, withSession } from './session.ts';
import { parseWholeNumber, type CliHost } from './settings.ts';

export const CIK_HELP = "the device's CIK, or - for the one in --cik-file or GDC_CIK";

/** Adds the commands that write, read and record values, and those that deal with the clock and the CIK. */
export function addDeviceCommands(program: Command, host: CliHost): void {
  addWriteAndRead(program, host);
  addRecord(program, host);
  addClockAndActivate(program, host);
}

function addWriteAndRead(program: Command, host: CliHost): void {
  program
    .command('write')
    .description('Write one value. An empty VALUE clears the alias.')
    .argument('<CIK>', CIK_HELP)
    .argument('<ALIAS>')
    .argument('<VALUE>', 'any text; put -- in front of one that begins with a dash')
    .action(async (cik: string, alias: string, value: string, _options: unknown, command: Command) => {
      await withSession(
        host,
        command.optsWithGlobals<GlobalOptions>(),
        async ({ client, credential, call, options }) => {
          await client.write(credential(cik), { [alias]: value }, call);
          if (options.json === true) printResult(host, options, '', { written: [alias] });
        },
      );
    });
  program
    .command('read')
    .description('Read the latest values. One alias prints its bare value, several print ALIAS=VALUE lines.')
    .argument('<CIK>', CIK_HELP)
    .argument('<ALIAS...>')
    .action(async (cik: string, aliases: string[], _options: unknown, command: Command) => {
      await withSession(
        host,
        command.optsWithGlobals<GlobalOptions>(),
        async ({ client, credential, call, options }) => {
          const values = await client.read(credential(cik), aliases, call);
          const missing = aliases.filter((alias) => !values.has(alias));
          if (missing.length > 0) printNote(host, `no value: ${missing.join(', ')}`);
          if (options.json === true) printResult(host, options, '', Object.fromEntries(values));
          else
            for (const [alias, value] of values) {
              printResult(host, options, aliases.length === 1 ? value : `${alias}=${value}`, undefined);
            }
        },
      );
    });
}

function addRecord(program: Command, host: CliHost): void {
  program
    .command('record')
    .description('Store one value at a time of its own.')
    .argument('<CIK>', CIK_HELP)
    .argument('<ALIAS>')
    .argument('<TIMESTAMP>', 'seconds since 1970')
    .argument('<VALUE>')
    .action(async (cik: string, alias: string, seconds: string, value: string, _options: unknown, command: Command) => {
      const timestamp = parseWholeNumber('TIMESTAMP', seconds);
      await withSession(
        host,
        command.optsWithGlobals<GlobalOptions>(),
        async ({ client, credential, call, options }) => {
          const { conflicts } = await client.record(credential(cik), [{ alias, timestamp, value }], call);
          if (conflicts.length > 0) throw new Error(`${alias} already has a value within a second of ${timestamp}.`);
          if (options.json === true) printResult(host, options, '', { recorded: [alias], timestamp });
        },
      );
    });
}

function addClockAndActivate(program: Command, host: CliHost): void {
  program
    .command('timestamp')
    .description("Print the platform's clock in seconds since 1970.")
    .action(async (_options: unknown, command: Command) => {
      await withSession(host, command.optsWithGlobals<GlobalOptions>(), async ({ client, call, options }) => {
        const timestamp = await client.timestamp(call);
        printResult(host, options, timestamp, { timestamp });
      });
    });
  program
    .command('activate')
    .description('Activate a device that was enabled on the platform, and print its CIK. Works once per enabling.')
    .argument('<VENDOR>', 'the vendor, or the product id; on Murano 2 the identity alone')
    .argument('[MODEL]', 'the model, or the product id again')
    .argument('[SERIAL]')
    .action(
      async (
        first: string,
        model: string | undefined,
        serial: string | undefined,
        _options: unknown,
        command: Command,
      ) => {
        if (model !== undefined && serial === undefined) command.error('error: SERIAL is missing');
        const isNamed = model !== undefined && serial !== undefined;
        const identity = isNamed ? { vendor: first, model, serial } : { id: first };
        await withSession(
          host,
          command.optsWithGlobals<GlobalOptions>(),
          async ({ client, call, options }) => {
            const cik = await client.activate(identity, call);
            printResult(host, options, cik, { cik });
          },
          isNamed ? first : undefined,
        );
      },
    );
}
