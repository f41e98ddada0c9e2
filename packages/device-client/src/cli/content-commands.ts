import { pipeline } from 'node:stream/promises';
import { Option, type Command } from 'commander';
import type { Product } from '../identity.ts';
import { printLine, withClient, type GlobalOptions } from './session.ts';
import { resolveCik, UsageError, type CliHost } from './settings.ts';

interface ContentOptions extends GlobalOptions {
  readonly vendor?: string;
  readonly model?: string;
}

const CIK_HELP = "the device's CIK, or - for the one in GDC_CIK";

/** Adds `content list`, `content info` and `content download`. */
export function addContentCommands(program: Command, host: CliHost): void {
  const content = program.command('content').description("See and download the product's content.");
  addProductOptions(content.command('list'))
    .description('Print the ids of all content, one a line.')
    .argument('<CIK>', CIK_HELP)
    .action(async (cik: string, _options: unknown, command: Command) => {
      const { resolved, product, options } = readArguments(cik, command, host);
      const ids = await withClient(host, options, (client) => client.listContent(resolved, product), options.vendor);
      for (const id of ids) printLine(host, id);
    });
  addProductOptions(content.command('info'))
    .description('Print what the platform knows about one piece of content, as JSON.')
    .argument('<CIK>', CIK_HELP)
    .argument('<ID>')
    .action(async (cik: string, id: string, _options: unknown, command: Command) => {
      const { resolved, product, options } = readArguments(cik, command, host);
      const info = await withClient(
        host,
        options,
        (client) => client.contentInfo(resolved, id, product),
        options.vendor,
      );
      printLine(host, JSON.stringify(info));
    });
  addProductOptions(content.command('download'))
    .description('Write one piece of content to stdout.')
    .argument('<CIK>', CIK_HELP)
    .argument('<ID>')
    .action(async (cik: string, id: string, _options: unknown, command: Command) => {
      const { resolved, product, options } = readArguments(cik, command, host);
      await withClient(
        host,
        options,
        async (client) => {
          const { body } = await client.downloadContent(resolved, id, product === undefined ? {} : { product });
          await pipeline(body, host.stdout, { end: false });
        },
        options.vendor,
      );
    });
}

function addProductOptions(command: Command): Command {
  return command
    .addOption(new Option('--vendor <VENDOR>', 'needed by One Platform and Murano 1'))
    .addOption(new Option('--model <MODEL>', 'needed together with --vendor'));
}

function readArguments(
  cik: string,
  command: Command,
  host: CliHost,
): { readonly resolved: string; readonly product?: Product; readonly options: ContentOptions } {
  const options = command.optsWithGlobals<ContentOptions>();
  const { vendor, model } = options;
  const resolved = resolveCik(cik, host.env);
  if (vendor === undefined && model === undefined) return { resolved, options };
  if (vendor === undefined || model === undefined) throw new UsageError('--vendor and --model go together.');
  return { resolved, options, product: { vendor, model } };
}
