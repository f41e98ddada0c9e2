#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { isOtauError } from '../errors.ts';
import { createProgram } from './program.ts';

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : 'unknown';
}

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Not once: what runs scripts takes a second signal for a reason to end at once.
  process.on(signal, () => {
    abort.abort(new Error(`stopped by ${signal}`));
  });
}

try {
  await createProgram(readVersion(), {
    env: process.env,
    cwd: process.cwd(),
    isTerminal: process.stderr.isTTY,
    signal: abort.signal,
    output: {
      print: (line) => void process.stdout.write(`${line}\n`),
      note: (line) => void process.stderr.write(`${line}\n`),
      raw: (text) => void process.stderr.write(text),
    },
    fail: () => {
      process.exitCode = 1;
    },
  }).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    if (error.code === 'otau.usage') process.stderr.write(`otau: ${error.message}\n`); // commander has shown its own
    process.exitCode = error.exitCode;
  } else if (isOtauError(error)) {
    process.stderr.write(`otau: ${error.message} (${error.code})\n`);
    if (error.output !== undefined && error.output !== '') process.stderr.write(`${error.output.trimEnd()}\n`);
    process.exitCode = 1;
  } else if (abort.signal.aborted && error === abort.signal.reason) {
    process.stderr.write(`otau: ${abort.signal.reason instanceof Error ? abort.signal.reason.message : 'stopped'}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
