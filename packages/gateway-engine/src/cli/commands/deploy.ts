import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

import { createManagementClient, type ManagementClient } from '@gateway-engine/device-client/management';
import { checkPackage, parsePackageName } from '@gateway-engine/otau';
import { Option } from 'commander';

import { systemClock } from '../../clock.ts';
import { deploy, type FleetPlatform, type GatewayOutcome } from '../../deploy/deploy.ts';
import { GatewayEngineError } from '../../errors.ts';
import { defaultPlatformUrl } from '../../standard-gateway.ts';
import { formatTable } from '../../text-table.ts';
import { type AddCommand, type CommandContext, parseCount } from './command.ts';

interface DeployFlags {
  readonly to?: readonly string[];
  readonly group?: string;
  readonly model: string;
  readonly vendor?: string;
  readonly url?: string;
  readonly wave: number;
  readonly timeout: number;
  readonly vendorCik: string;
}

const HELP = `
Example:
  GWE_VENDOR_CIK=… gwe deploy my_app.v2.tar.gz --model PRODUCT_ID --to S-1 S-2 --wave 1

The credential comes from the environment, so that it is not in the list of processes. A wave in which one gateway
fails is the last. Exit codes: 0 all gateways have installed it, 1 one has not, 2 wrong usage.`;

const POLL_MS = 2000;

/** `gwe deploy TARBALL`: the operator's side of an update, from the upload to every gateway's report. */
export const addDeploy: AddCommand = (program, context) => {
  program
    .command('deploy <tarball>')
    .description('for operators: upload a package, have gateways install it, in waves, and follow what becomes of it')
    .option('--to <serial...>', 'gateways, by serial number')
    .option('--group <file>', 'file with one serial number in each line')
    .addOption(new Option('--model <model>', 'model, or product id').env('GWE_MODEL').makeOptionMandatory())
    .addOption(new Option('--vendor <vendor>', 'vendor, where it is not the model').env('GWE_VENDOR'))
    .addOption(new Option('--url <url>', 'the platform; default https://VENDOR.m2.exosite.com').env('GWE_PLATFORM_URL'))
    .addOption(
      new Option('--vendor-cik <cik>', 'CIK of the owner of the gateways; give it as GWE_VENDOR_CIK')
        .env('GWE_VENDOR_CIK')
        .makeOptionMandatory()
        .hideHelp(),
    )
    .option('--wave <count>', 'how many gateways at a time', parseCount, 10)
    .option('--timeout <seconds>', 'how long a gateway may take', parseCount, 3600)
    .addHelpText('after', HELP)
    .action((tarball: string, flags: DeployFlags) => rollOut(resolve(tarball), flags, context));
};

async function rollOut(path: string, flags: DeployFlags, context: CommandContext): Promise<void> {
  const { output, signal } = context;
  const serials = await readSerials(flags);
  const fileName = basename(path);
  const { name, version } = parsePackageName(fileName);
  const { ok, findings } = await checkPackage(path, { signal });
  if (!ok) {
    const found = findings.map(({ message }) => message).join(' ');
    throw new GatewayEngineError('GATEWAY_COMMAND_INVALID', `${fileName} would be refused by every gateway: ${found}`);
  }
  const body = await readFile(path);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const vendor = flags.vendor ?? flags.model;
  const client = createManagementClient({
    baseUrl: flags.url ?? defaultPlatformUrl(vendor),
    credential: { vendorCik: flags.vendorCik },
    vendor,
  });
  try {
    const outcomes = await deploy({
      platform: fleetOf(client, flags.model, fileName, body),
      pkg: { fileName, name, version, sha256 },
      serials,
      waveSize: flags.wave,
      timeoutMs: flags.timeout * 1000,
      pollMs: POLL_MS,
      clock: systemClock,
      signal,
      onProgress: output.warn,
    });
    output.print(formatOutcomes(outcomes));
    if (outcomes.some(({ outcome }) => outcome !== 'installed')) context.setExitCode(1);
  } finally {
    await client.close();
  }
}

function fleetOf({ content, resources }: ManagementClient, model: string, id: string, body: Uint8Array): FleetPlatform {
  return {
    publish: (call) => content.publish(model, id, { body, contentType: 'application/gzip' }, {}, call),
    write: (serial, alias, value, call) => resources.write({ model, serial }, alias, value, call),
    read: (serial, alias, call) => resources.read({ model, serial }, alias, call),
  };
}

async function readSerials({ to = [], group }: DeployFlags): Promise<readonly string[]> {
  const lines = group === undefined ? [] : (await readFile(group, 'utf8')).split('\n').map((line) => line.trim());
  const serials = [...new Set([...to, ...lines.filter((line) => line !== '' && !line.startsWith('#'))])];
  if (serials.length > 0) return serials;
  throw new GatewayEngineError('GATEWAY_COMMAND_INVALID', 'no gateway is named. Give --to SERIAL… or --group FILE.');
}

function formatOutcomes(outcomes: readonly GatewayOutcome[]): string {
  const rows = outcomes.map(({ serial, outcome, line }) => [serial, outcome, line]);
  const installed = outcomes.filter(({ outcome }) => outcome === 'installed').length;
  return `${formatTable([['gateway', 'outcome', 'last words'], ...rows], [0, 1, 2])}\n${installed} of ${outcomes.length} installed\n`;
}
