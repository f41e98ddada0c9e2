import { readFileSync } from 'node:fs';
import { createEmulator, isEmulatorError, type DeviceIdentity, type Emulator, type TlsOptions } from '../index.ts';
import { CLI_PORT } from './help.ts';
import { type CliOptions } from './program.ts';

/** A started emulator as the command line wants it. Throws TypeError for arguments that make no sense. */
export async function startEmulator(options: CliOptions): Promise<Emulator> {
  checkTogether(options);
  try {
    return await startOn(options.port ?? CLI_PORT, options);
  } catch (error) {
    const isTaken = isEmulatorError(error) && error.code === 'EMULATOR_PORT_IN_USE';
    if (!isTaken || options.port !== undefined || options.consolePort !== undefined) throw error;
    return await startOn(0, options);
  }
}

async function startOn(port: number, options: CliOptions): Promise<Emulator> {
  const { host, data, token, device, fault, console, consolePort } = options;
  const tls = readTls(options);
  const emulator = createEmulator({
    host,
    port,
    console: console && (consolePort === undefined ? true : { port: consolePort }),
    ...(data === undefined ? {} : { dataPath: data }),
    ...(token === undefined ? {} : { vendorToken: token }),
    ...(tls === undefined ? {} : { tls }),
  });
  try {
    for (const one of device) enableUnlessActivated(emulator, one);
    for (const one of fault) emulator.injectFault(one);
    await emulator.start();
    return emulator;
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

function checkTogether({ tlsKey, tlsCert, tlsCa, fleet, loadReport }: CliOptions): void {
  if ((tlsKey === undefined) !== (tlsCert === undefined) || (tlsCa !== undefined && tlsKey === undefined)) {
    throw new TypeError('--tls-key and --tls-cert belong together, and --tls-ca needs both');
  }
  if (fleet !== undefined && tlsKey !== undefined)
    throw new TypeError('--fleet speaks plain HTTP: leave out --tls-key');
  if (loadReport !== undefined && fleet === undefined) throw new TypeError('--load-report needs --fleet');
}

function readTls({ tlsKey, tlsCert, tlsCa }: CliOptions): TlsOptions | undefined {
  if (tlsKey === undefined || tlsCert === undefined) return undefined;
  return { key: readPem(tlsKey), cert: readPem(tlsCert), ...(tlsCa === undefined ? {} : { ca: readPem(tlsCa) }) };
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new TypeError(`reading ${path} failed: ${found}`, { cause: error });
  }
}

function enableUnlessActivated(emulator: Emulator, { vendor, model, serial }: DeviceIdentity): void {
  const known = emulator
    .devices()
    .find((device) => device.vendor === vendor && device.model === model && device.serial === serial);
  if (known?.status !== 'activated') emulator.enableDevice({ vendor, model, serial });
}
