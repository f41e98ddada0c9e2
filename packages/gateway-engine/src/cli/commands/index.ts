import type { Command } from 'commander';

import { addRollback, addUninstall } from './app-changes.ts';
import type { CommandContext } from './command.ts';
import { addConfig } from './config.ts';
import { addDeploy } from './deploy.ts';
import { addDoctor } from './doctor.ts';
import { addInit } from './init.ts';
import { addLogs } from './logs.ts';
import { addMigrate } from './migrate.ts';
import { addApps, addStatus } from './status.ts';

/** In the order in which `--help` lists them. */
const COMMANDS = [
  addStatus,
  addDoctor,
  addApps,
  addLogs,
  addRollback,
  addUninstall,
  addConfig,
  addInit,
  addMigrate,
  addDeploy,
] as const;

/** Adds all subcommands. */
export function addCommands(program: Command, context: CommandContext): void {
  for (const add of COMMANDS) add(program, context);
}
