import { resolve } from 'node:path';
import { type Command } from 'commander';
import { formatKeySet } from '../trust/key-set.ts';
import { SIGNATURE_SUFFIX } from '../trust/manifest.ts';
import { formatPublicKey, parsePublicKey } from '../trust/public-key.ts';
import { rotateKeySet } from '../trust/rotation.ts';
import { formatSecretKey, generateSecretKey } from '../trust/secret-key.ts';
import { parseWhole, usageError } from './arguments.ts';
import { type CliContext } from './context.ts';
import { KEY_HELP } from './key-help.ts';
import { readPassword } from './keys.ts';
import { readText, writeNewFile } from './text-files.ts';

/** `keygen`, `keyset`, `rotate`: who may sign. */
export function addKeyCommands(program: Command, { output, env, cwd }: CliContext): void {
  program
    .command('keygen <name>')
    .description('Makes a key pair: NAME.key, which is secret, and NAME.pub. The tool minisign reads both.')
    .option('--password-file <file>', 'its first line protects the secret key; default: $OTAU_PASSWORD')
    .option('--unprotected', 'no password: whoever has the file can sign')
    .addHelpText('after', KEY_HELP.keygen)
    .action(async (name: string, options: { readonly passwordFile?: string; readonly unprotected?: boolean }) => {
      const password = options.unprotected === true ? undefined : await readPassword(options, env);
      if (password === undefined && options.unprotected !== true) {
        throw usageError('Give a password (--password-file, or $OTAU_PASSWORD), or say --unprotected.');
      }
      const key = generateSecretKey();
      await writeNewFile(resolve(cwd, `${name}.key`), await formatSecretKey(key, { password }), 0o600);
      await writeNewFile(resolve(cwd, `${name}.pub`), formatPublicKey(key.publicKey), 0o644);
      output.print(key.publicKey.text);
      output.note(`Written: ${name}.key (keep it secret, and off gateways) and ${name}.pub.`);
    });
  program
    .command('keyset <keys...>')
    .description('Prints a key set of public keys (.pub files or RW…), to be signed and given to gateways.')
    .option('--set-version <number>', 'grows with every rotation', parseWhole, 1)
    .option('--threshold <number>', 'how many of the keys must sign', parseWhole, 1)
    .option('--expires <date>', 'such as 2030-01-31')
    .addHelpText('after', KEY_HELP.keyset)
    .action(async (sources: readonly string[], options: KeySetOptions) => {
      const keys = await Promise.all(
        sources.map(async (source) =>
          parsePublicKey(source.startsWith('RW') ? source : await readText(resolve(cwd, source))),
        ),
      );
      const { setVersion: version, threshold, expires } = options;
      if (threshold < 1 || threshold > keys.length) throw usageError(`--threshold must be 1 to ${keys.length}.`);
      const expiresAt = expires === undefined ? undefined : Date.parse(expires);
      if (Number.isNaN(expiresAt)) throw usageError('--expires must be a date such as 2030-01-31.');
      const keySet = { version, threshold, keys, ...(expiresAt === undefined ? {} : { expiresAt }) };
      output.print(formatKeySet(keySet).trimEnd());
    });
  program
    .command('rotate <keyset>')
    .description('Replaces the key set of a gateway by one that its predecessor and itself have signed.')
    .requiredOption('--keys <file>', 'the key set in use, which is replaced')
    .addHelpText('after', KEY_HELP.rotate)
    .action(async (file: string, options: { readonly keys: string }) => {
      const path = resolve(cwd, file);
      const offered = {
        keySet: Buffer.from(await readText(path)),
        signatures: await readText(path + SIGNATURE_SUFFIX),
      };
      const { version, keys } = await rotateKeySet(resolve(cwd, options.keys), offered);
      output.print(`${options.keys}: version ${version}, ${keys.length} key(s)`);
    });
}

interface KeySetOptions {
  readonly setVersion: number;
  readonly threshold: number;
  readonly expires?: string;
}
