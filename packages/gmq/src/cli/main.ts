#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { isGmqError } from '../index.ts';
import { createCommands } from './commands.ts';
import { createProgram } from './program.ts';

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : 'unknown';
}

try {
  await createProgram(readVersion(), createCommands(process.env)).parseAsync();
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
