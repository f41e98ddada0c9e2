import { type DeviceIdentity } from '../identity.ts';
import { checkIn } from './check-in.ts';
import { parseCommands, type Commands, type InstallOrder } from './commands.ts';
import { CallFailure, type DeviceCalls } from './device-calls.ts';
import { createLoadMeter } from './load-meter.ts';
import { spread } from './random.ts';
import { formatReports } from './sim-reports.ts';
import { type CheckInForm, type FleetClock } from './types.ts';

/** What a gateway works with. */
export interface GatewayParts {
  readonly device: DeviceIdentity;
  readonly calls: DeviceCalls;
  readonly clock: FleetClock;
  readonly random: () => number;
  readonly intervalSeconds: number;
  readonly jitter: number;
  readonly installSeconds: number;
  readonly form: CheckInForm;
  /** Counts of the whole fleet. */
  readonly tally: FleetTally;
}

/** What all gateways of a fleet count together. */
export interface FleetTally {
  activated: number;
  checkIns: number;
  failedCheckIns: number;
  installs: number;
  failedInstalls: number;
}

/** One simulated gateway. */
export interface SimGateway {
  /** Checks in again and again until `signal` aborts. */
  run(signal: AbortSignal): Promise<void>;
  /** One check-in without carrying out what it reads. False if it failed. */
  checkInOnce(form: CheckInForm, signal: AbortSignal): Promise<boolean>;
}

/** A second between two writes of one alias: the platform keeps one value per second (gwe 84). */
const SECOND_MS = 1000;

/** A gateway that is not activated yet, with one app on it. */
export function createGateway(parts: GatewayParts): SimGateway {
  const { device, calls, clock, random, jitter, tally } = parts;
  const apps = new Map([['sine-demo', '1']]);
  const startedAt = clock.now();
  const meter = createLoadMeter(() => clock.now());
  let intervalMs = parts.intervalSeconds * 1000;
  let cik: string | undefined;

  function reports(): Readonly<Record<string, string>> {
    const uptimeSeconds = Math.floor((clock.now() - startedAt) / 1000);
    const { bytesSent, bytesReceived, requests } = meter.total();
    return formatReports({ serial: device.serial, apps, uptimeSeconds, bytesSent, bytesReceived, requests });
  }

  async function identify(signal: AbortSignal): Promise<string> {
    if (cik === undefined) {
      cik = await calls.activate(device, signal);
      tally.activated += 1;
    }
    return cik;
  }

  /** A refused CIK is renewed at once and the same call repeated, once (gwe 48). */
  async function withIdentity<T>(call: (cik: string) => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await call(await identify(signal));
    } catch (error) {
      if (cik === undefined || !(error instanceof CallFailure) || error.status !== 401) throw error;
      cik = undefined;
      tally.activated -= 1;
      return await call(await identify(signal));
    }
  }

  async function checkInNow(form: CheckInForm, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const written = reports();
    const values = await withIdentity((own) => checkIn(calls, own, written, form, signal), signal);
    const bytesSent = Object.values(written).reduce((sum, text) => sum + text.length, 0);
    meter.count({ isFailed: false, bytesSent, bytesReceived: [...values.values()].join('').length });
    tally.checkIns += 1;
    return values;
  }

  async function write(values: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
    await withIdentity((own) => calls.writeRead(own, { write: values }, signal), signal);
  }

  async function carryOut({ installs, intervalSeconds, toClear }: Commands, signal: AbortSignal): Promise<void> {
    if (toClear.length === 0) return;
    if (intervalSeconds !== undefined) intervalMs = intervalSeconds * 1000;
    await write(Object.fromEntries(toClear.map((alias) => [alias, ''])), signal);
    for (const order of installs) {
      const status = await install(order, signal);
      await clock.sleep(SECOND_MS, { signal });
      await write({ fetch_status: status }, signal);
    }
    if (installs.length > 0) await checkInNow(parts.form, signal);
  }

  async function install({ file, app, version }: InstallOrder, signal: AbortSignal): Promise<string> {
    try {
      const bytes = await withIdentity((own) => calls.download(own, device, file, signal), signal);
      await clock.sleep(spread(parts.installSeconds * 1000, 0.5, random), { signal });
      apps.set(app, version);
      tally.installs += 1;
      return JSON.stringify({ name: file, status: 'installed', bytes });
    } catch (error) {
      if (signal.aborted || !(error instanceof Error)) throw error;
      tally.failedInstalls += 1;
      return JSON.stringify({ name: file, status: 'failed', error: error.message });
    }
  }

  /** What fails is counted; the gateway tries again at its next turn. */
  async function attempt(work: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (signal.aborted) throw error;
      tally.failedCheckIns += 1;
      return false;
    }
  }

  return {
    async run(signal) {
      // The first turns spread over a whole interval, as those of gateways that were switched on at any time.
      await clock.sleep(random() * intervalMs, { signal });
      for (;;) {
        await attempt(async () => {
          await carryOut(parseCommands(await checkInNow(parts.form, signal)), signal);
        }, signal);
        await clock.sleep(spread(intervalMs, jitter, random), { signal });
      }
    },
    checkInOnce: (form, signal) =>
      attempt(async () => {
        await checkInNow(form, signal);
      }, signal),
  };
}
