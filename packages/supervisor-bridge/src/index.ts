export { CONF_DEFAULTS, type ConfDocument, type ConfOptions, parseConf } from './conf/document.ts';
export { type ConfEntry } from './conf/lines.ts';
export {
  type DownReason,
  type Finding,
  formatFinding,
  isSupervisorBridgeError,
  SupervisorBridgeError,
  type SupervisorBridgeErrorCode,
  type SupervisorBridgeErrorOptions,
} from './error.ts';
export {
  checkProgram,
  generateProgram,
  PROGRAM_DEFAULTS,
  type ProgramCheck,
  type ProgramOptions,
} from './program/generate.ts';
export { explainProgramName, RESERVED_PROGRAM_NAMES } from './program/name.ts';
export { defineProgram, type ProgramDefinition } from './program/define.ts';
export {
  type CallOptions,
  type CheckedBy,
  type ConfFolder,
  type ConfFolderOptions,
  createConfFolder,
  type WriteResult,
} from './folder/conf-folder.ts';
export { VALIDATOR_DEFAULTS, type ValidatorOptions } from './folder/validator.ts';
export {
  type ControlOptions,
  type DaemonIdentity,
  PROGRAM_STATES,
  type ProgramState,
  type ProgramStatus,
  type SupervisorControl,
  type SupervisorDriver,
  type UpdateResult,
} from './control/control.ts';
export { createSupervisorctl, SUPERVISORCTL_DEFAULTS, type SupervisorctlOptions } from './control/supervisorctl.ts';
export { parseStatus } from './control/status-line.ts';
export { WAIT_DEFAULTS, waitForState, type WaitOptions } from './control/wait.ts';
export {
  createSupervisord,
  type Supervisord,
  SUPERVISORD_DEFAULTS,
  type SupervisordOptions,
} from './daemon/supervisord.ts';
export { type Clock, systemClock } from './clock.ts';
export {
  type CallMessage,
  type CommandMessage,
  type ConfMessage,
  type DaemonMessage,
  type QuarantineMessage,
} from './diagnostics.ts';
export {
  createSupervisorRpc,
  SUPERVISOR_RPC_DEFAULTS,
  type SupervisorRpc,
  type SupervisorRpcOptions,
} from './rpc/supervisor-rpc.ts';
export { type TransportOptions } from './rpc/transport.ts';
export { type RpcParameter } from './rpc/encode.ts';
export { type RpcValue } from './rpc/value.ts';
export { parseEndpoint, readEndpoint } from './rpc/endpoint.ts';
export { compareLooks, type ProgramChange } from './control/poll.ts';
export { WATCH_DEFAULTS, type WatchEvent, type WatchOptions, watchPrograms } from './control/watch.ts';
export { type Ailment, checkHealth, type Health, HEALTH_DEFAULTS, type HealthOptions } from './control/health.ts';
export {
  type QuarantinedConf,
  quarantineConfs,
  type QuarantineOptions,
  type QuarantineResult,
} from './quarantine/quarantine.ts';
export {
  type ApplyFailure,
  type ApplyOptions,
  applyPrograms,
  type ApplyResult,
  type ApplyTarget,
  type DesiredProgram,
} from './apply/apply.ts';
export { restartSelf, type RestartSelfOptions } from './apply/restart-self.ts';
export { TAIL_DEFAULTS, tailLog, type TailOptions } from './log/tail.ts';
export { FOLLOW_DEFAULTS, followLog, type FollowOptions } from './log/follow.ts';
export { BOOT_DEFAULTS, type BootOptions } from './boot/boot-options.ts';
export { formatContainerEntrypoint } from './boot/container.ts';
export { formatSystemdDropIn, formatSystemdUnit } from './boot/systemd.ts';
export { formatSysvScript } from './boot/sysv.ts';
