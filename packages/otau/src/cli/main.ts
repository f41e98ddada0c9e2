#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { explainFailure } from './failure.ts';
import { createProgram } from './program.ts';

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : 'unknown';
}

const raw = (text: string): void => void process.stderr.write(text);

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
      raw,
    },
    fail: () => {
      process.exitCode = 1;
    },
  }).parseAsync();
} catch (error) {
  process.exitCode = explainFailure(error, abort.signal, raw);
}
