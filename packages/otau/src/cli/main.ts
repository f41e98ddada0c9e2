#!/usr/bin/env node
import packageJson from '../../package.json' with { type: 'json' };
import { explainFailure } from './failure.ts';
import { createProgram } from './program.ts';

// Who reads the output may stop reading, as `head` does: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const raw = (text: string): void => void process.stderr.write(text);

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Not once: what runs scripts takes a second signal for a reason to end at once.
  process.on(signal, () => {
    abort.abort(new Error(`stopped by ${signal}`));
  });
}

try {
  await createProgram(packageJson.version, {
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
