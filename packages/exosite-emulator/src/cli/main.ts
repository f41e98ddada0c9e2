#!/usr/bin/env node
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { createEmulator, isEmulatorError, type DeviceIdentity, type Emulator } from '../index.ts';
import { createProgram, type CliOptions } from './program.ts';
import { formatWelcome } from './welcome.ts';

async function run(options: CliOptions): Promise<void> {
  const emulator = asUsageError(() => create(options));
  try {
    asUsageError(() => {
      for (const device of options.device) enableUnlessActivated(emulator, device);
    });
    await emulator.start();
    process.stdout.write(`${emulator.url}\n`);
    process.stderr.write(`${formatWelcome(emulator, emulator.devices())}\n`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  } finally {
    await emulator.stop();
  }
}

function create({ host, port, data, token, console, consolePort }: CliOptions): Emulator {
  return createEmulator({
    host,
    port,
    console: console && (consolePort === undefined ? true : { port: consolePort }),
    ...(data === undefined ? {} : { dataPath: data }),
    ...(token === undefined ? {} : { vendorToken: token }),
  });
}

function enableUnlessActivated(emulator: Emulator, { vendor, model, serial }: DeviceIdentity): void {
  const known = emulator
    .devices()
    .find((device) => device.vendor === vendor && device.model === model && device.serial === serial);
  if (known?.status !== 'activated') emulator.enableDevice({ vendor, model, serial });
}

/** The library's TypeErrors are about what the command line gave it. */
function asUsageError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    throw new CommanderError(2, 'usage', error.message);
  }
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : 'unknown';
}

try {
  await createProgram(readVersion(), run).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else if (isEmulatorError(error)) {
    process.stderr.write(`exosite-emulator: ${error.message} (${error.code})\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
