export { createEmulator } from './emulator.ts';
export { type EmulatorChange } from './changes.ts';
export { type ConsoleOptions } from './console/options.ts';
export { EMULATOR_DEFAULTS } from './defaults.ts';
export { EmulatorError, isEmulatorError, type EmulatorErrorCode } from './error.ts';
export { type Fault, type FaultEffect, type FaultKind, type FaultScope } from './faults/fault.ts';
export { parseFaultSpec } from './faults/spec.ts';
export { type ActiveFault } from './faults/injector.ts';
export { createFleet } from './fleet/fleet.ts';
export { FLEET_DEFAULTS } from './fleet/defaults.ts';
export { compareCheckIns, formatLoadReport, type LoadReport } from './fleet/load-report.ts';
export type {
  CheckInForm,
  Fleet,
  FleetClock,
  FleetOptions,
  FleetReport,
  RoundOptions,
  Traffic,
} from './fleet/types.ts';
export { type RequestEntry } from './http/request-log.ts';
export type { DeviceIdentity, ProductIdentity } from './identity.ts';
export type {
  ContentInfo,
  DeviceInfo,
  DeviceStatus,
  Emulator,
  EmulatorOptions,
  Point,
  TlsOptions,
  WriteEvent,
  WriteListener,
} from './types.ts';
