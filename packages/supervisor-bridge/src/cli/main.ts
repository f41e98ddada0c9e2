#!/usr/bin/env node
import packageJson from '../../package.json' with { type: 'json' };
import { isSupervisorBridgeError } from '../error.ts';
import { formatUsage, parseArguments } from './arguments.ts';
import { runQuarantine } from './quarantine.ts';
import { runValidate } from './validate.ts';

// Who reads the output may stop reading, as `head` does: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const asked = parseArguments(process.argv.slice(2));
try {
  if (asked.command === 'help') process.stdout.write(formatUsage(asked.topic));
  else if (asked.command === 'version') process.stdout.write(`${packageJson.version}\n`);
  else if (asked.command === 'validate') process.exitCode = await runValidate(asked, process.stdout);
  else if (asked.command === 'quarantine') process.exitCode = await runQuarantine(asked, process.stdout);
  else {
    process.stderr.write(`supervisor-bridge: ${asked.problem}\nTry: supervisor-bridge --help\n`);
    process.exitCode = 2;
  }
} catch (error) {
  if (!isSupervisorBridgeError(error)) throw error;
  process.stderr.write(`supervisor-bridge: ${error.message} (${error.code})\n`);
  process.exitCode = 1;
}
