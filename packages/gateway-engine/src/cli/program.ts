import { Command, InvalidArgumentError, Option } from 'commander';

import { DEBUG_LEVELS, type DebugLevel } from '../configuration/debug-level.ts';
import { SIGNATURE_POLICIES, type SignatureSetting } from '../configuration/signature-setting.ts';

/** What the command line asks for, as it stands; the two apostrophes of the old files mean empty. */
export interface GweFlags {
  readonly path?: true;
  readonly engineConf?: true;
  readonly gatewayCfg?: true;
  readonly gatewayCik?: true;
  readonly macAddress?: string;
  readonly once?: true;
  readonly withGmq?: true | number;
  readonly setCik?: string;
  readonly setModel?: string;
  readonly setVendor?: string;
  readonly setUuid?: string;
  readonly setIface?: string;
  readonly setProductId?: string;
  readonly setActRetryInterval?: number;
  readonly setDebugLevel?: DebugLevel;
  readonly setUpdateInterval?: number;
  readonly setUserAgent?: string;
  readonly setPlatformUrl?: string;
  readonly setLongPoll?: 'on' | 'off';
  readonly setHealthySeconds?: number;
  readonly setSignatures?: SignatureSetting;
  readonly installApps?: readonly string[];
  /** True: without a build file. */
  readonly buildApp?: true | string;
  readonly appName?: string;
  readonly appVersion?: string;
  readonly createBuildfile?: true;
  readonly downloadLatest?: string;
  readonly checkBuildfile?: string;
  readonly checkTarball?: string;
}

/** Where the product's content area keeps what can be fetched so (gwe 20). */
const AREAS: readonly string[] = ['gmq-master', 'gmq-dev', 'baseline-master', 'baseline-dev', 'example-master'];

const EXAMPLES = `
Examples:
  gwe --set-product-id PRODUCT_ID --set-iface eth0   say who this gateway is
  gwe                                                run (this is what supervisord starts)
  gwe --once -d DEBUG                                one check-in, with everything told
  gwe --build-app my_app.json                        build a tarball; prints its path
  gwe --install-apps my_app.v1.tar.gz                install it here, as an update over the air would

Environment:
  GWE_ROOT   prefix of all paths (default /)

Exit codes: 0 done, 1 failed, 2 wrong usage, 255 no serial number (set uuid or iface).
A running gwe takes a new interval at its next check-in: supervisorctl restart gwe makes it so at once.`;

/** The options of the Python engine's `gwe`, short and long (gwe A), and a few more. */
export function createProgram(version: string): Command {
  // Positional: what stands behind a subcommand belongs to it.
  return new Command('gwe')
    .description(
      'Gateway Engine: keeps this gateway activated, reporting and up to date.\nWithout options it runs until stopped.',
    )
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .option('-p, --path', 'print where this package is installed')
    .option('-e, --engine-conf', 'print Engine.config')
    .option('-g, --gateway-cfg', 'print Gateway.cfg')
    .option('-C, --gateway-cik', "print the CIK; '' when not activated")
    .option('--mac-address <iface>', 'print the MAC address of an interface')
    .option('-o, --once', 'one pass, then exit')
    .option('--with-gmq [port]', 'run the message queue in this process (port 8090)', parsePort)
    .option('-c, --set-cik <cik>', 'set the CIK')
    .option('-m, --set-model <model>', 'set the model')
    .option('-r, --set-vendor <vendor>', 'set the vendor')
    .option('-u, --set-uuid <serial>', 'set the serial number')
    .option('-i, --set-iface <iface>', 'take the serial number from this interface, as long as none is set')
    .option('-P, --set-product-id <id>', 'set vendor and model at once')
    .addOption(new Option('--product-id <id>').hideHelp())
    .option('-l, --set-act-retry-interval <seconds>', 'set the time between activation attempts', parseWholeSeconds)
    .addOption(
      new Option(
        '-d, --set-debug-level <level>',
        'set how much is told; with another action, for that action only',
      ).argParser(parseLevel),
    )
    .option('-t, --set-update-interval <seconds>', 'set the time between check-ins', parseWholeSeconds)
    .option('-a, --set-user-agent <text>', "set the user agent; '' for the default")
    .option('--set-platform-url <url>', "set the platform's address; '' for https://VENDOR.m2.exosite.com")
    .addOption(
      new Option('--set-long-poll <on|off>', 'keep a request open, so that commands come at once').choices([
        'on',
        'off',
      ]),
    )
    .addOption(new Option('--set-signatures <policy>', 'which packages must be signed').choices(SIGNATURE_POLICIES))
    .option('--set-healthy-seconds <seconds>', 'set how long an updated app must run well; 0: unwatched', parseSeconds)
    .option('-I, --install-apps <tarball...>', 'install tarballs, in this order')
    .option('-x, --create-buildfile', 'ask for name and version, and write a build file')
    .option('-y, --build-app [buildfile]', 'build a tarball; prints its path; without a build file: of this folder')
    .addOption(new Option('--build-app-tarball [buildfile]').hideHelp())
    .option('-n, --app-name <name>', 'with --build-app: the name, in place of that of the build file')
    .option('-s, --app-version <version>', 'with --build-app: the version, in place of that of the build file')
    .option('-w, --check-buildfile <file>', 'check a build file')
    .option('-z, --check-tarball <file>', 'check a tarball')
    .addOption(new Option('--check-tarfile <file>').hideHelp())
    .addOption(
      new Option('--download-latest <area>', 'fetch what AREA/latest.lnk in the content area names').choices(AREAS),
    )
    .allowExcessArguments()
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES);
}

/** The same wishes under other names that documents of the Python engine used (gwe O). */
interface Synonyms {
  readonly productId?: string;
  readonly buildAppTarball?: true | string;
  readonly checkTarfile?: string;
}

/** The parsed options, synonyms resolved. */
export function readFlags(program: Command): GweFlags {
  const { productId, buildAppTarball, checkTarfile, ...flags } = program.opts<GweFlags & Synonyms>();
  return {
    ...flags,
    ...(productId === undefined ? {} : { setProductId: productId }),
    ...(buildAppTarball === undefined ? {} : { buildApp: buildAppTarball }),
    ...(checkTarfile === undefined ? {} : { checkTarball: checkTarfile }),
  };
}

function parseSeconds(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Write whole seconds, 0 or more.');
  return Number(text);
}

function parseWholeSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 1) throw new InvalidArgumentError('Write whole seconds, at least 1.');
  return seconds;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('Write a port, 1 to 65535.');
  return port;
}

function parseLevel(text: string): DebugLevel {
  const level = DEBUG_LEVELS.find((known) => known === text.toUpperCase());
  if (level === undefined) throw new InvalidArgumentError(`Write one of ${DEBUG_LEVELS.join(', ')}.`);
  return level;
}
