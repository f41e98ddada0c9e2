import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Command } from 'commander';
import { readLocalPackage } from '../offline/local-package.ts';
import { type KeySet } from '../trust/key-set.ts';
import { parseManifest, SIGNATURE_SUFFIX } from '../trust/manifest.ts';
import { addSignature, signPackage } from '../trust/sign-package.ts';
import { verifyThreshold } from '../trust/threshold.ts';
import { createTrust } from '../trust/trust.ts';
import { parseWhole } from './arguments.ts';
import { type CliContext } from './context.ts';
import { KEY_HELP } from './key-help.ts';
import { readPassword, readSecretKeys, readTrustedKeys } from './keys.ts';
import { readText } from './text-files.ts';

/** `sign` and `verify`: who has made a package. */
export function addSignCommands(program: Command, { output, env, cwd }: CliContext): void {
  program
    .command('sign <file>')
    .description('Signs a package: writes its manifest (.otau.json) and signature (.minisig) beside it.')
    .requiredOption('--key <file...>', 'secret keys')
    .option('--password-file <file>', "its first line is the keys' password; default: $OTAU_PASSWORD")
    .option('--sequence <number>', 'grows with every release: gateways refuse what is lower', parseWhole)
    .option('--arch <arch>', 'as process.arch says it, for packages with native code')
    .option('--managed', 'the app runs from its own tree, and rolling back is switching a link')
    .option('--healthy-seconds <number>', 'how long it must run without a restart', parseWhole)
    .option('--add', 'only add a signature to a file that is there, such as a manifest or a key set')
    .addHelpText('after', KEY_HELP.sign)
    .action(async (file: string, options: SignOptions) => {
      const path = resolve(cwd, file);
      const keys = await readSecretKeys(
        options.key.map((key) => resolve(cwd, key)),
        await readPassword(options, env),
      );
      if (options.add === true) {
        for (const key of keys) output.print(await addSignature(path, key, basename(path)));
        return;
      }
      const { sequence, arch, managed, healthySeconds } = options;
      const { manifestPath, signaturePath } = await signPackage(path, keys, {
        ...(sequence === undefined ? {} : { sequence }),
        ...(arch === undefined ? {} : { arch }),
        ...(managed === undefined ? {} : { managed }),
        ...(healthySeconds === undefined ? {} : { health: { healthySeconds } }),
      });
      output.print(manifestPath);
      output.print(signaturePath);
    });
  program
    .command('verify <file>')
    .description('Verifies a package, or any file with a .minisig, as a gateway with these keys would.')
    .requiredOption('--keys <keys>', 'a key set, a .pub file, or a key (RW…)')
    .addHelpText('after', KEY_HELP.verify)
    .action(async (file: string, options: { readonly keys: string }) => {
      const keySet = await readTrustedKeys(options.keys, cwd);
      const path = resolve(cwd, file);
      const signers = path.endsWith('.tar.gz') ? await verifyPackage(path, keySet) : await verifyFile(path, keySet);
      output.print(`${file}: signed by ${signers.join(', ')}`);
    });
}

interface SignOptions {
  readonly key: readonly string[];
  readonly passwordFile?: string;
  readonly sequence?: number;
  readonly arch?: string;
  readonly managed?: boolean;
  readonly healthySeconds?: number;
  readonly add?: boolean;
}

async function verifyFile(path: string, keySet: KeySet): Promise<readonly string[]> {
  const signers = verifyThreshold(await readFile(path), await readText(`${path}${SIGNATURE_SUFFIX}`), keySet);
  return signers.map(({ id }) => id);
}

/** What a gateway does before it installs, except that any architecture will do here. */
async function verifyPackage(path: string, keySet: KeySet): Promise<readonly string[]> {
  const pkg = await readLocalPackage(path);
  const arch = pkg.sidecar === undefined ? undefined : parseManifest(pkg.sidecar).arch;
  const trust = createTrust({ signatures: 'required', keySet, ...(arch === undefined ? {} : { arch }) });
  return (await trust.verify(pkg, {})).signedBy;
}
