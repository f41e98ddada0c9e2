import { pipeline } from 'node:stream/promises';
import { Option, type Command } from 'commander';
import type { Product } from '../identity.ts';
import type { GlobalOptions } from './connection.ts';
import { CIK_HELP } from './device-commands.ts';
import { downloadFile } from './download-file.ts';
import { createProgress } from './progress.ts';
import { printNote, printResult, withSession, type Session } from './session.ts';
import { UsageError, type CliHost } from './settings.ts';

interface ContentOptions extends GlobalOptions {
  readonly vendor?: string;
  readonly model?: string;
  readonly output?: string;
  readonly resume?: true;
}

/** Adds `content list`, `content info` and `content download` to the command `content`. */
export function addContentCommands(content: Command, host: CliHost): void {
  addProductOptions(content.command('list'))
    .description('Print the ids of all content, one a line.')
    .argument('<CIK>', CIK_HELP)
    .action((cik: string, _options: unknown, command: Command) =>
      withContent(host, command, async ({ client, credential, call, options }, product) => {
        const ids = await client.listContent(credential(cik), product, call);
        if (options.json === true) printResult(host, options, '', ids);
        else for (const id of ids) printResult(host, options, id, undefined);
      }),
    );
  addProductOptions(content.command('info'))
    .description('Print what the platform knows about one piece of content, as JSON.')
    .argument('<CIK>', CIK_HELP)
    .argument('<ID>')
    .action((cik: string, id: string, _options: unknown, command: Command) =>
      withContent(host, command, async ({ client, credential, call, options }, product) => {
        const info = await client.contentInfo(credential(cik), id, product, call);
        printResult(host, options, JSON.stringify(info), info);
      }),
    );
  addProductOptions(content.command('download'))
    .description('Write one piece of content to stdout, or to a file that is there only when it is whole.')
    .argument('<CIK>', CIK_HELP)
    .argument('<ID>')
    .option('-o, --output <FILE>', 'write to this file')
    .option('--resume', 'go on with what an earlier try has left beside FILE')
    .action((cik: string, id: string, _options: unknown, command: Command) =>
      withContent(host, command, (session, product) => download(host, session, cik, id, product)),
    );
}

async function download(
  host: CliHost,
  { client, credential, call, options }: Session<ContentOptions>,
  argument: string,
  id: string,
  product: Product | undefined,
): Promise<void> {
  const cik = credential(argument);
  const { output: path, resume = false } = options;
  if (path === undefined) {
    if (resume) throw new UsageError('--resume needs --output.');
    const { body } = await client.downloadContent(cik, id, {
      ...call,
      ...(product === undefined ? {} : { product }),
      resume: {},
    });
    await pipeline(body, host.stdout, { end: false });
    return;
  }
  const progress = createProgress(host);
  const onProgress = (have: number, total: number): void => {
    progress.show(have, total);
  };
  try {
    const result = await downloadFile({ client, cik, id, product, path, resume, signal: call.signal, onProgress });
    progress.end();
    if (result.resumedFrom > 0) printNote(host, `went on after ${result.resumedFrom} bytes`);
    printResult(host, options, path, { path, ...result });
  } catch (error) {
    progress.end();
    printNote(host, 'what has come is kept: --resume goes on with it');
    throw error;
  }
}

function addProductOptions(command: Command): Command {
  return command
    .addOption(new Option('--vendor <VENDOR>', 'needed by One Platform and Murano 1'))
    .addOption(new Option('--model <MODEL>', 'needed together with --vendor'));
}

async function withContent(
  host: CliHost,
  command: Command,
  use: (session: Session<ContentOptions>, product: Product | undefined) => Promise<void>,
): Promise<void> {
  const options = command.optsWithGlobals<ContentOptions>();
  const { vendor, model } = options;
  if ((vendor === undefined) !== (model === undefined)) throw new UsageError('--vendor and --model go together.');
  const product = vendor === undefined || model === undefined ? undefined : { vendor, model };
  await withSession(host, options, (session) => use(session, product), vendor);
}
