import { setTimeout as sleep } from 'node:timers/promises';
import { compareCheckIns, createFleet, formatLoadReport, type Emulator, type Fleet } from '../index.ts';
import { startEmulator } from './emulator.ts';
import { type CliOptions } from './program.ts';
import { formatWelcome } from './welcome.ts';

/** Where a run writes. */
export interface Output {
  /** Results: one line or several. */
  result(text: string): void;
  /** For people. */
  say(text: string): void;
}

/** Serves until `signal` aborts, or until the load report is done. */
export async function runEmulator(options: CliOptions, output: Output, signal: AbortSignal): Promise<void> {
  const emulator = await startEmulator(options);
  try {
    const { url, consoleUrl, vendorToken } = emulator;
    output.result(options.json ? JSON.stringify({ url, consoleUrl, vendorToken, pid: process.pid }) : url);
    output.say(formatWelcome(emulator, emulator.devices()));
    await untilAborted(async () => {
      if (options.fleet === undefined) await forever(signal);
      else await runFleet(emulator, options.fleet, options, output, signal);
    }, signal);
  } finally {
    await emulator.stop();
  }
}

async function runFleet(
  { url, vendorToken }: Emulator,
  size: number,
  options: CliOptions,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const fleet = createFleet({ url, size, vendorToken, intervalSeconds: options.fleetInterval });
  try {
    output.say(`Whitelisting ${size} simulated gateways of fleet/gateway …`);
    await fleet.enroll({ signal });
    if (options.loadReport === undefined) await letFleetRun(fleet, options, output, signal);
    else await measureFleet(fleet, options.loadReport, options, output, signal);
  } finally {
    await fleet.stop();
  }
}

async function letFleetRun(fleet: Fleet, options: CliOptions, output: Output, signal: AbortSignal): Promise<void> {
  await fleet.start();
  output.say(`They check in every ${options.fleetInterval} s.`);
  await untilAborted(() => forever(signal), signal);
  output.say(`What the fleet has done: ${JSON.stringify(fleet.report())}`);
}

async function measureFleet(
  fleet: Fleet,
  overSeconds: number,
  { json }: CliOptions,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  output.say(`Measuring two rounds of check-ins, ${overSeconds} s each …`);
  const report = await compareCheckIns(fleet, { overSeconds, signal });
  output.result(json ? JSON.stringify(report) : formatLoadReport(report));
}

/** Never resolves; rejects with the reason when `signal` aborts. */
async function forever(signal: AbortSignal): Promise<void> {
  // Node's longest timer; the loop is for who leaves it on for a month.
  for (;;) await sleep(2 ** 31 - 1, undefined, { signal });
}

/** A stop on request is an end like any other. */
async function untilAborted(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
