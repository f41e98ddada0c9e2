#!/usr/bin/env node
import { runGdc } from './program.ts';

// A reader such as `head` may leave early: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await runGdc(process.argv.slice(2), process);
