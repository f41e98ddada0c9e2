import { createEngineConfig, type EngineSettings } from '../configuration/engine-config.ts';
import { createGatewayCfg, formatGatewaySettings, type GatewaySettings } from '../configuration/gateway-cfg.ts';
import { readInterfaceMac } from '../identity/interface-mac.ts';
import type { GatewayPaths } from '../paths.ts';
import type { GweFlags } from './program.ts';

type Writable<T> = { -readonly [Key in keyof T]?: T[Key] };

/** The changes of Gateway.cfg that the command line asks for. */
export function gatewayChanges(flags: GweFlags): Partial<GatewaySettings> & { activationRetryS?: number } {
  const changes: Writable<GatewaySettings> & { activationRetryS?: number } = {};
  if (flags.setProductId !== undefined) changes.vendor = changes.model = unquote(flags.setProductId);
  if (flags.setCik !== undefined) changes.cik = unquote(flags.setCik);
  if (flags.setModel !== undefined) changes.model = unquote(flags.setModel);
  if (flags.setVendor !== undefined) changes.vendor = unquote(flags.setVendor);
  if (flags.setUuid !== undefined) changes.uuid = unquote(flags.setUuid);
  if (flags.setIface !== undefined) changes.iface = unquote(flags.setIface);
  if (flags.setActRetryInterval !== undefined) changes.activationRetryS = flags.setActRetryInterval;
  return changes;
}

/** The changes of Engine.config. A debug level beside another action is for that action only (gwe 16). */
export function engineChanges(flags: GweFlags): Partial<EngineSettings> {
  const changes: Writable<EngineSettings> = {};
  if (flags.setUpdateInterval !== undefined) changes.updateIntervalS = flags.setUpdateInterval;
  if (flags.setUserAgent !== undefined) changes.userAgent = unquote(flags.setUserAgent);
  if (flags.setPlatformUrl !== undefined) changes.platformUrl = unquote(flags.setPlatformUrl);
  if (flags.setLongPoll !== undefined) changes.longPoll = flags.setLongPoll === 'on';
  if (flags.setSignatures !== undefined) changes.signatures = flags.setSignatures;
  if (flags.setHealthySeconds !== undefined) changes.healthySeconds = flags.setHealthySeconds;
  if (flags.setDebugLevel !== undefined && Object.keys(flags).length === 1) changes.debugLevel = flags.setDebugLevel;
  return changes;
}

/** Carries the changes out and says what the configuration is now (gwe 26). False when there were none. */
export async function configure(
  flags: GweFlags,
  paths: GatewayPaths,
  output: { readonly print: (text: string) => void; readonly warn: (text: string) => void },
): Promise<boolean> {
  const gateway = gatewayChanges(flags);
  const engine = engineChanges(flags);
  if (Object.keys(gateway).length + Object.keys(engine).length === 0) return false;

  if (gateway.iface !== undefined && gateway.iface !== '') await reportInterface(gateway.iface, flags, output);
  const cfg = createGatewayCfg(paths.gatewayCfg);
  const config = createEngineConfig(paths.engineConfig);
  if (Object.keys(engine).length > 0) await config.update(engine);
  const settings = Object.keys(gateway).length > 0 ? await cfg.update(gateway) : await cfg.read();
  output.print(formatGatewaySettings(settings));
  return true;
}

async function reportInterface(
  iface: string,
  flags: GweFlags,
  { print, warn }: { readonly print: (text: string) => void; readonly warn: (text: string) => void },
): Promise<void> {
  const mac = await readInterfaceMac(iface);
  if (mac === undefined) warn(`there is no interface ${iface} with a MAC address on this machine now`);
  else if (flags.setDebugLevel === 'DEBUG')
    print(`Found interface '${iface}' with MAC address (serial/uuid): ${mac}\n`);
}

/** The old tools wrote an empty value as two apostrophes. */
function unquote(text: string): string {
  return text === "''" ? '' : text;
}
