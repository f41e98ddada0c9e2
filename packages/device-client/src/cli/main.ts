#!/usr/bin/env node
import { runGdc } from './program.ts';

// Who reads the output may stop reading, as `head` does: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// A reader such as `head` may leave early: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    stop.abort(new Error(`stopped by ${name}`));
  });
}

const { env, stdout, stderr } = process;
process.exitCode = await runGdc(process.argv.slice(2), { env, stdout, stderr, signal: stop.signal });
