import type { Command } from 'commander';

import type { CommandContext } from './command.ts';
import { addConfig } from './config.ts';
import { addDoctor } from './doctor.ts';
import { addMigrate } from './migrate.ts';
import { addApps, addStatus } from './status.ts';

/** Adds all subcommands, in the order in which `--help` lists them. */
export function addCommands(program: Command, context: CommandContext): void {
  for (const add of [addStatus, addApps, addDoctor, addConfig, addMigrate]) add(program, context);
}
