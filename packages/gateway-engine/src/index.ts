export type { GatewayEvents } from './channels.ts';
export { type Clock, systemClock } from './clock.ts';
export { DEBUG_LEVELS, type DebugLevel } from './configuration/debug-level.ts';
export {
  createEngineConfig,
  ENGINE_DEFAULTS,
  type EngineConfig,
  type EngineSettings,
} from './configuration/engine-config.ts';
export { createGatewayCfg, type GatewayCfg, type GatewaySettings } from './configuration/gateway-cfg.ts';
export { describeError, GatewayEngineError, type GatewayEngineErrorCode, isGatewayEngineError } from './errors.ts';
export { createGateway, type Gateway, type GatewayOptions, type GatewayQueue } from './gateway.ts';
export { type GatewayPaths, gatewayPaths } from './paths.ts';
export type { DeviceIdentity, PlatformCallOptions, PlatformClient } from './platform/platform-client.ts';
export type { DeviceInfo } from './reports/device-info.ts';
export type { AppReport, EngineReport, InstalledApp, RunningProgram } from './reports/engine-report.ts';
export type { SourceUsage, UsageReport } from './reports/usage-meter.ts';
export { createStandardGateway, type StandardGateway, type StandardGatewayOptions } from './standard-gateway.ts';
export { createPlatformContent } from './update/content-source.ts';
export { createSupervisorHost } from './update/process-host.ts';
export { type EngineCommand, type PackageToInstall, parseEngineFetch } from './update/engine-fetch.ts';
export type { PackageInstaller, Wish } from './update/update-run.ts';
