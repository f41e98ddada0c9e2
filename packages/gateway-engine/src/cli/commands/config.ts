import { createEngineConfig, ENGINE_DEFAULTS, type EngineSettings } from '../../configuration/engine-config.ts';
import { createGatewayCfg, type GatewaySettings } from '../../configuration/gateway-cfg.ts';
import { formatTable } from '../../text-table.ts';
import { defaultPlatformUrl } from '../../standard-gateway.ts';
import type { AddCommand, CommandContext } from './command.ts';

/** One setting, what it is now, and what says so. */
interface EffectiveSetting {
  readonly key: string;
  readonly value: string;
  readonly source: string;
}

/** `gwe config`: the configuration as the engine sees it. */
export const addConfig: AddCommand = (program, context) => {
  program
    .command('config')
    .description('the effective configuration, each value with its source; the CIK is shortened')
    .option('--json', 'as one JSON object, for programs')
    .action(async ({ json }: { readonly json?: true }) => {
      const settings = await collectSettings(context);
      context.output.print(json === true ? `${JSON.stringify(settings)}\n` : formatSettings(settings));
    });
};

async function collectSettings({ paths, version }: CommandContext): Promise<readonly EffectiveSetting[]> {
  const cfg = createGatewayCfg(paths.gatewayCfg);
  const gateway = await cfg.read();
  const engine = await createEngineConfig(paths.engineConfig).read();
  return [
    { key: 'root', value: paths.root, source: paths.root === '/' ? 'default' : 'GWE_ROOT' },
    ...gatewaySettings(gateway, paths.gatewayCfg),
    { key: 'activation_retry_interval', value: String(await cfg.readActivationRetryS()), source: paths.gatewayCfg },
    ...engineSettings(engine, {
      path: paths.engineConfig,
      userAgent: `GatewayEngine-v${version}`,
      platformUrl: defaultPlatformUrl(gateway.vendor),
    }),
  ];
}

function gatewaySettings(settings: GatewaySettings, path: string): readonly EffectiveSetting[] {
  return Object.entries(settings).map(([key, value]: [string, string]) => ({
    key,
    value: key === 'cik' && value !== '' ? `${value.slice(0, 8)}…` : value,
    source: value === '' ? 'not set' : path,
  }));
}

/** What stands in the file as the default does cannot be told from the default: both mean the same. */
function engineSettings(
  settings: EngineSettings,
  { path, userAgent, platformUrl }: { readonly path: string; readonly userAgent: string; readonly platformUrl: string },
): readonly EffectiveSetting[] {
  const from = (isDefault: boolean): string => (isDefault ? 'default' : path);
  return [
    {
      key: 'update_interval',
      value: `${settings.updateIntervalS} s`,
      source: from(settings.updateIntervalS === ENGINE_DEFAULTS.updateIntervalS),
    },
    {
      key: 'debug_level',
      value: settings.debugLevel,
      source: from(settings.debugLevel === ENGINE_DEFAULTS.debugLevel),
    },
    { key: 'user_agent', value: settings.userAgent || userAgent, source: from(settings.userAgent === '') },
    {
      key: 'long_poll',
      value: settings.longPoll ? 'on' : 'off',
      source: from(settings.longPoll === ENGINE_DEFAULTS.longPoll),
    },
    { key: 'signatures', value: settings.signatures, source: from(settings.signatures === ENGINE_DEFAULTS.signatures) },
    {
      key: 'healthy_seconds',
      value: `${settings.healthySeconds} s`,
      source: from(settings.healthySeconds === ENGINE_DEFAULTS.healthySeconds),
    },
    { key: 'platform_url', value: settings.platformUrl || platformUrl, source: from(settings.platformUrl === '') },
  ];
}

function formatSettings(settings: readonly EffectiveSetting[]): string {
  return formatTable(
    [['setting', 'value', 'from'], ...settings.map(({ key, value, source }) => [key, value || '-', source])],
    [0, 1, 2],
  );
}
