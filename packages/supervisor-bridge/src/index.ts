export { CONF_DEFAULTS, type ConfDocument, type ConfOptions, parseConf } from './conf/document.ts';
export { type ConfEntry } from './conf/lines.ts';
export {
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
  PROGRAM_STATES,
  type ProgramState,
  type ProgramStatus,
  type SupervisorControl,
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
export { type CommandMessage, type ConfMessage, type DaemonMessage } from './diagnostics.ts';
