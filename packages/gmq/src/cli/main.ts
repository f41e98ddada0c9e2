#!/usr/bin/env node
import { CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { isGmqError } from '../index.ts';
import { createCommands } from './commands.ts';
import { createProgram } from './program.ts';

// Who reads the output may stop reading, as `head` does: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await createProgram(packageJson.version, createCommands(process.env)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else if (error instanceof TypeError) {
    // The library's TypeErrors are about what the command line gave it.
    process.stderr.write(`gmq: ${error.message}\n`);
    process.exitCode = 2;
  } else if (isGmqError(error)) {
    process.stderr.write(`gmq: ${error.message} (${error.code})\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
