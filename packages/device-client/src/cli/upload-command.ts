import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { decideClientOptions, type GlobalOptions } from './connection.ts';
import { printResult } from './session.ts';
import { readSetting, UsageError, type CliHost } from './settings.ts';

interface UploadOptions extends GlobalOptions {
  readonly model: string;
  readonly vendor?: string;
  readonly tokenFile?: string;
  readonly meta?: string;
  readonly type?: string;
}

/** Adds `content upload`, which a vendor's token is needed for. */
export function addUploadCommand(content: Command, host: CliHost): void {
  content
    .command('upload')
    .description("Give a product's devices a file to download. Needs the vendor's token.")
    .argument('<FILE>')
    .argument('[ID]', 'what devices ask for (default: the name of the file)')
    .requiredOption('--model <MODEL>', 'the model, or the product id')
    .option('--vendor <VENDOR>', 'the vendor, where a model is shared')
    .option('--token-file <FILE>', "the vendor's token (default: in GDC_VENDOR_TOKEN)")
    .option('--meta <TEXT>', 'free text beside the content')
    .option('--type <TYPE>', 'the media type (default: application/gzip for .gz and .tgz, else octet-stream)')
    .action(async (file: string, id: string | undefined, _options: unknown, command: Command) => {
      await upload(host, file, id ?? basename(file), command.optsWithGlobals<UploadOptions>());
    });
}

async function upload(host: CliHost, file: string, id: string, options: UploadOptions): Promise<void> {
  const { createManagementClient } = await import('../management/client.ts');
  const { model, vendor, meta } = options;
  const sizeBytes = await findSize(file);
  const client = createManagementClient({
    ...decideClientOptions(host, options, vendor),
    credential: { vendorToken: findToken(host, options) },
    ...(vendor === undefined ? {} : { vendor }),
  });
  try {
    await client.content.publish(
      model,
      id,
      { contentType: options.type ?? guessType(file), body: createReadStream(file), sizeBytes },
      meta === undefined ? {} : { meta },
      host.signal === undefined ? {} : { signal: host.signal },
    );
  } finally {
    await client.close();
  }
  printResult(host, options, id, { id, sizeBytes });
}

async function findSize(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new UsageError(`${file} is no file that can be read.`);
  return found.size;
}

function findToken(host: CliHost, { tokenFile }: UploadOptions): string {
  const text = tokenFile === undefined ? host.env['GDC_VENDOR_TOKEN'] : readSetting('--token-file', tokenFile);
  const token = (text ?? '').trim();
  if (token === '') throw new UsageError("The vendor's token is needed: in GDC_VENDOR_TOKEN, or by --token-file.");
  return token;
}

function guessType(file: string): string {
  return /\.t?gz$/i.test(file) ? 'application/gzip' : 'application/octet-stream';
}
