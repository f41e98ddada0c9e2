import type { Command } from 'commander';
import { printLine, printNote, withClient, type GlobalOptions } from './session.ts';
import { parseWholeNumber, resolveCik, type CliHost } from './settings.ts';

const CIK_HELP = "the device's CIK, or - for the one in GDC_CIK";

/** Adds the commands that deal with values, the clock and the CIK. */
export function addDeviceCommands(program: Command, host: CliHost): void {
  addWriteAndRead(program, host);
  addRecordAndPoll(program, host);
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
      const resolved = resolveCik(cik, host.env);
      await withClient(host, globals(command), (client) => client.write(resolved, { [alias]: value }));
    });
  program
    .command('read')
    .description('Read the latest values. One alias prints its bare value, several print ALIAS=VALUE lines.')
    .argument('<CIK>', CIK_HELP)
    .argument('<ALIAS...>')
    .option('--json', 'print one JSON object instead')
    .action(async (cik: string, aliases: string[], options: { json?: true }, command: Command) => {
      const resolved = resolveCik(cik, host.env);
      const values = await withClient(host, globals(command), (client) => client.read(resolved, aliases));
      printValues(host, aliases, values, options.json === true);
    });
}

function printValues(
  host: CliHost,
  aliases: readonly string[],
  values: ReadonlyMap<string, string>,
  asJson: boolean,
): void {
  const missing = aliases.filter((alias) => !values.has(alias));
  if (missing.length > 0) printNote(host, `no value: ${missing.join(', ')}`);
  if (asJson) {
    printLine(host, JSON.stringify(Object.fromEntries(values)));
    return;
  }
  for (const [alias, value] of values) printLine(host, aliases.length === 1 ? value : `${alias}=${value}`);
}

function addRecordAndPoll(program: Command, host: CliHost): void {
  program
    .command('record')
    .description('Store one value at a time of its own.')
    .argument('<CIK>', CIK_HELP)
    .argument('<ALIAS>')
    .argument('<TIMESTAMP>', 'seconds since 1970')
    .argument('<VALUE>')
    .action(async (cik: string, alias: string, seconds: string, value: string, _options: unknown, command: Command) => {
      const resolved = resolveCik(cik, host.env);
      const timestamp = parseWholeNumber('TIMESTAMP', seconds);
      const { conflicts } = await withClient(host, globals(command), (client) =>
        client.record(resolved, [{ alias, timestamp, value }]),
      );
      if (conflicts.length > 0) throw new Error(`${alias} already has a value within a second of ${timestamp}.`);
    });
  program
    .command('poll')
    .description('Wait for the next value of an alias and print it.')
    .argument('<CIK>', CIK_HELP)
    .argument('<ALIAS>')
    .option('--wait-ms <MS>', 'how long to wait, at most 300000', '60000')
    .option('--since <SECONDS>', 'take a value written after this time (seconds since 1970)')
    .action(async (cik: string, alias: string, options: { waitMs: string; since?: string }, command: Command) => {
      const resolved = resolveCik(cik, host.env);
      const waitMs = parseWholeNumber('--wait-ms', options.waitMs);
      const since = options.since === undefined ? {} : { since: parseWholeNumber('--since', options.since) };
      const polled = await withClient(host, globals(command), (client) =>
        client.poll(resolved, alias, { waitMs, ...since }),
      );
      if (polled === undefined) throw new Error(`${alias} got no new value within ${waitMs} ms.`);
      printLine(host, polled.value);
    });
}

function addClockAndActivate(program: Command, host: CliHost): void {
  program
    .command('timestamp')
    .description("Print the platform's clock in seconds since 1970.")
    .action(async (_options: unknown, command: Command) => {
      printLine(host, await withClient(host, globals(command), (client) => client.timestamp()));
    });
  program
    .command('activate')
    .description('Activate a device that was enabled on the platform, and print its CIK. Works once per enabling.')
    .argument('<VENDOR>', 'the vendor, or the product id')
    .argument('<MODEL>', 'the model, or the product id again')
    .argument('<SERIAL>')
    .action(async (vendor: string, model: string, serial: string, _options: unknown, command: Command) => {
      const identity = { vendor, model, serial };
      printLine(host, await withClient(host, globals(command), (client) => client.activate(identity), vendor));
    });
}

function globals(command: Command): GlobalOptions {
  return command.optsWithGlobals<GlobalOptions>();
}
