import { join } from 'node:path';
import { createConfigFile, type ConfigFile } from '../config/config-file.ts';
import { GMQ_CFG_OPTIONS, readQueueSettings } from '../config/gmq-cfg.ts';
import { LOGGING_CFG_OPTIONS } from '../config/logging-cfg.ts';
import type { CheckedConfig } from '../config/options.ts';
import type { GmqOptions } from '../gmq.ts';

/** The environment of a command. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where things lie, below `GWE_ROOT` unless told otherwise one by one. */
export interface CliPaths {
  readonly dataDir: string;
  readonly gatewayCfg: string;
  readonly gmqCfg: string;
  readonly loggingCfg: string;
}

/** The paths that an environment means. An empty variable counts as none. */
export function resolvePaths(env: Environment): CliPaths {
  const pathOf = (name: string, otherwise: string): string => {
    const given = env[name] ?? '';
    return given === '' ? otherwise : given;
  };
  const root = pathOf('GWE_ROOT', '/');
  const etc = join(root, 'etc/gateway-engine');
  return {
    dataDir: pathOf('GMQ_DATA', join(root, 'var/lib/gateway-engine')),
    gatewayCfg: pathOf('GMQ_GATEWAY_CFG', join(etc, 'Gateway.cfg')),
    gmqCfg: pathOf('GMQ_CFG', join(etc, 'gmq.cfg')),
    loggingCfg: pathOf('GMQ_LOGGING_CFG', join(etc, 'logging.cfg')),
  };
}

/** The two files of options (gwe K140). */
export function openConfigFiles({ gmqCfg, loggingCfg }: CliPaths): {
  readonly gmq: ConfigFile;
  readonly log: ConfigFile;
} {
  return {
    gmq: createConfigFile(gmqCfg, GMQ_CFG_OPTIONS),
    log: createConfigFile(loggingCfg, LOGGING_CFG_OPTIONS),
  };
}

/** Where gmq listens, as flags and environment say; what they leave open is in `gmq.cfg`. */
export interface AddressOptions {
  readonly host?: string;
  readonly port?: number;
  readonly socket?: string;
}

/** What `gmq` is told. */
export interface ServeOptions extends AddressOptions {
  readonly data?: string;
  readonly url?: string;
  readonly gatewayCfg?: string;
  readonly recordPeriod?: number;
}

/** Where to listen, or to ask: flags win over the environment, the environment over `gmq.cfg`. */
export function resolveAddress(
  options: AddressOptions,
  config: CheckedConfig,
): { readonly host: string; readonly port: number; readonly socketPath?: string } {
  const socketPath = options.socket ?? config.get('http', 'socket');
  return {
    host: options.host ?? config.get('http', 'host'),
    port: options.port ?? Number(config.get('http', 'port')),
    ...(socketPath === '' ? {} : { socketPath }),
  };
}

/** Everything about the queue that a reread may change. */
export function resolveQueueSettings(
  { recordPeriod }: ServeOptions,
  config: CheckedConfig,
): ReturnType<typeof readQueueSettings> {
  const settings = readQueueSettings(config);
  return recordPeriod === undefined ? settings : { ...settings, recordPeriodMs: Math.round(recordPeriod * 1000) };
}

/** What to create the gmq with. */
export function resolveGmqOptions(
  options: ServeOptions,
  paths: CliPaths,
  config: CheckedConfig,
): Omit<GmqOptions, 'credentialOwner' | 'onReread'> & { readonly platformUrl: string } {
  return {
    ...resolveAddress(options, config),
    ...resolveQueueSettings(options, config),
    dataDir: options.data ?? paths.dataDir,
    platformUrl: options.url ?? config.get('platform', 'url'),
  };
}
