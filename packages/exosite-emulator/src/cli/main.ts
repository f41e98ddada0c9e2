#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { isEmulatorError } from '../index.ts';
import { createProgram } from './program.ts';
import { runEmulator } from './run.ts';

// Who reads the output may stop reading, as `head` does: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : 'unknown';
}

const ending = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    ending.abort(new Error(`stopped by ${name}`));
  });
}

const output = {
  result: (text: string): void => {
    process.stdout.write(`${text}\n`);
  },
  say: (text: string): void => {
    process.stderr.write(`${text}\n`);
  },
};

try {
  await createProgram(readVersion(), (options) => runEmulator(options, output, ending.signal)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else if (isEmulatorError(error)) {
    output.say(`exosite-emulator: ${error.message} (${error.code})`);
    process.exitCode = 1;
  } else if (error instanceof TypeError) {
    // The library's TypeErrors are about what the command line gave it.
    output.say(`error: ${error.message}`);
    process.exitCode = 2;
  } else {
    throw error;
  }
}
