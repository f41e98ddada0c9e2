import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';

import {
  BOOT_DEFAULTS,
  type BootOptions,
  defineProgram,
  formatContainerEntrypoint,
  formatSystemdDropIn,
  formatSystemdUnit,
  formatSysvScript,
} from '@gateway-engine/supervisor-bridge';
import { Argument } from 'commander';

import { createGatewayCfg } from '../../configuration/gateway-cfg.ts';
import { readOptionalFile, writeDurableFile } from '../../durable-file.ts';
import type { GatewayPaths } from '../../paths.ts';
import type { AddCommand, CommandContext } from './command.ts';

const SYSTEMS = ['systemd', 'sysv', 'container'] as const;
type System = (typeof SYSTEMS)[number];

interface InitFlags {
  readonly out?: string;
  readonly dryRun?: true;
}

interface InitFile {
  /** Absolute, as it is on the gateway. */
  readonly path: string;
  readonly mode: number;
  readonly text: string;
  /** Configuration is the operator's once it is there: it is neither replaced nor printed. */
  readonly isConf: boolean;
}

const HELP = `
Examples:
  gwe init systemd                    print the files and what to do
  gwe init systemd --out /            put them in place (as root)
  gwe init container --out rootfs     put them below a folder that becomes an image

A configuration file that is there already is left alone.`;

/** `gwe init`: the files that start supervisord, and with it the engine, at boot (supervisord 8). */
export const addInit: AddCommand = (program, context) => {
  program
    .command('init')
    .description('the files that start all of this at boot: prints them, or puts them in place')
    .addArgument(new Argument('<system>', 'what starts programs on this machine').choices(SYSTEMS))
    .option('-o, --out <dir>', 'write the files below this folder; / for this machine')
    .option('-n, --dry-run', 'only tell what --out would write')
    .addHelpText('after', HELP)
    .action((system: System, flags: InitFlags) => initialize(system, flags, context));
};

async function initialize(system: System, flags: InitFlags, context: CommandContext): Promise<void> {
  const { paths, output } = context;
  const target = resolve(flags.out ?? '/');
  const files = filesOf(system, paths, target).filter(({ path, isConf }) => !isConf || !existsSync(join(target, path)));
  if (flags.out === undefined) {
    output.print(files.map(({ path, text }) => `==> ${path} <==\n${text}`).join('\n'));
  } else {
    for (const file of files) await place(file, target, flags.dryRun === true, context);
  }
  const isInPlace = flags.out !== undefined && flags.dryRun !== true;
  const steps = [
    ...missingPrograms(target),
    ...(isInPlace ? [] : [`put the files in place, as root: gwe init ${system} --out /`]),
    ...((await hasIdentity(paths))
      ? []
      : ['gwe --set-product-id PRODUCT_ID --set-iface eth0   say who this gateway is']),
    ...lastSteps(system, files),
  ];
  output.warn(['to do next:', ...steps.map((step, index) => `  ${index + 1}. ${step}`)].join('\n'));
}

/** All of them; the folder tells which of them a distribution has brought along. */
function filesOf(system: System, paths: GatewayPaths, target: string): readonly InitFile[] {
  const boot: BootOptions = {
    confPath: paths.supervisorConf,
    confDir: paths.supervisorConfDir,
    supervisordPath: findProgram('supervisord') ?? BOOT_DEFAULTS.supervisordPath,
    supervisorctlPath: findProgram('supervisorctl') ?? BOOT_DEFAULTS.supervisorctlPath,
    bridgePath: findProgram('supervisor-bridge') ?? BOOT_DEFAULTS.bridgePath,
  };
  const conf = { mode: 0o644, isConf: true };
  return [
    startFile(system, boot, { target, isWhole: paths.root !== '/' }),
    { ...conf, path: paths.supervisorConf, text: formatSupervisordConf(paths) },
    { ...conf, path: join(paths.supervisorConfDir, 'gwe.conf'), text: formatProgramConf(paths) },
  ];
}

/** A unit of the distribution, which its package keeps up to date, is only amended; unless its main conf is not ours. */
function startFile(
  system: System,
  boot: BootOptions,
  { target, isWhole }: { readonly target: string; readonly isWhole: boolean },
): InitFile {
  const start = { isConf: false, mode: 0o755 };
  if (system === 'sysv') return { ...start, path: '/etc/init.d/supervisor', text: formatSysvScript(boot) };
  if (system === 'container') {
    return { ...start, path: '/usr/local/bin/gateway-entrypoint', text: formatContainerEntrypoint(boot) };
  }
  const hasUnit = ['usr/lib', 'lib'].some((lib) => existsSync(join(target, lib, 'systemd/system/supervisor.service')));
  const folder = '/etc/systemd/system';
  return hasUnit && !isWhole
    ? { ...start, mode: 0o644, path: `${folder}/supervisor.service.d/gateway.conf`, text: formatSystemdDropIn(boot) }
    : { ...start, mode: 0o644, path: `${folder}/supervisor.service`, text: formatSystemdUnit(boot) };
}

/** What Debian's package brings, for machines where supervisor came another way. */
function formatSupervisordConf({ supervisorConfDir, logDir }: GatewayPaths): string {
  return `[unix_http_server]
file = /var/run/supervisor.sock
chmod = 0700

[supervisord]
logfile = ${join(logDir, 'supervisord.log')}
logfile_maxbytes = 200KB
logfile_backups = 1
pidfile = ${BOOT_DEFAULTS.pidPath}

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl = unix:///var/run/supervisor.sock

[include]
files = ${join(supervisorConfDir, '*.conf')}
`;
}

/** Engine and queue in one process: the least that a small box can do with (design 4.9). */
function formatProgramConf({ root, logDir }: GatewayPaths): string {
  return defineProgram({
    name: 'gwe',
    command: [findProgram('gwe') ?? '/usr/local/bin/gwe', '--with-gmq'],
    ...(root === '/' ? {} : { environment: { GWE_ROOT: root } }),
    autorestart: true,
    startSeconds: 5,
    startRetries: 10,
    stopWaitSeconds: 60,
    redirectStderr: true,
    stdoutLogfile: join(logDir, 'gwe.log'),
    stdoutLogfileMaxBytes: 200_000,
    stdoutLogfileBackups: 1,
  });
}

async function place(file: InitFile, target: string, dryRun: boolean, { output }: CommandContext): Promise<void> {
  const path = join(target, file.path);
  const isThere = (await readOptionalFile(path)) === file.text;
  if (isThere || dryRun) {
    output.warn(`${isThere ? 'is there already' : 'would write'}: ${path}`);
    return;
  }
  await writeDurableFile(path, file.text);
  // Not secret, and supervisord may run as somebody else.
  await chmod(path, file.mode);
  output.print(`${path}\n`);
}

/** The machine that this writes for is only known from inside. */
function missingPrograms(target: string): readonly string[] {
  if (target !== '/') return [];
  return [
    ...(findProgram('supervisord') === undefined
      ? ['install supervisor: apt-get install supervisor, then gwe init once more']
      : []),
    ...(findProgram('supervisor-bridge') === undefined
      ? [
          'optional, sets a broken conf aside before each start: npm install -g @gateway-engine/supervisor-bridge, then gwe init once more',
        ]
      : []),
  ];
}

async function hasIdentity({ gatewayCfg }: GatewayPaths): Promise<boolean> {
  const { vendor, uuid, iface } = await createGatewayCfg(gatewayCfg).read();
  return vendor !== '' && (uuid !== '' || iface !== '');
}

function lastSteps(system: System, files: readonly InitFile[]): readonly string[] {
  if (system === 'container') {
    return [
      `in the Dockerfile: ENTRYPOINT ["${files[0]?.path ?? ''}"]`,
      'keep over restarts: VOLUME /etc/gateway-engine /etc/supervisor/conf.d /var/lib/gateway-engine',
    ];
  }
  const start =
    system === 'systemd'
      ? 'systemctl daemon-reload && systemctl enable supervisor && systemctl restart supervisor'
      : 'update-rc.d supervisor defaults && /etc/init.d/supervisor restart';
  return [start, 'gwe doctor'];
}

/** Where this shell would find a program. */
function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
