import { setTimeout as sleep } from 'node:timers/promises';
import { checkProduct } from '../arguments.ts';
import { FLEET_DEFAULTS } from './defaults.ts';
import { createDeviceCalls } from './device-calls.ts';
import { enroll } from './enroll.ts';
import { createGateway, type FleetTally } from './gateway.ts';
import { createLoadMeter } from './load-meter.ts';
import { createRandom } from './random.ts';
import { type Fleet, type FleetClock, type FleetOptions } from './types.ts';
import { createWireClient } from './wire-client.ts';

const SYSTEM_CLOCK: FleetClock = {
  now: Date.now,
  async sleep(milliseconds, { signal }) {
    try {
      await sleep(milliseconds, undefined, { signal });
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    }
  },
};

/**
 * Simulates gateways that activate, check in, report and install, over real HTTP. They know nothing of the emulator:
 * any platform that speaks the device API will do. Throws TypeError for wrong options.
 */
export function createFleet(options: FleetOptions): Fleet {
  checkFleetOptions(options);
  const settings = { ...FLEET_DEFAULTS, clock: SYSTEM_CLOCK, ...options };
  const { size, product, serialPrefix, clock, vendorToken } = settings;
  const wire = createWireClient(settings.url, settings.maxConnections, settings.requestTimeoutMs);
  const calls = createDeviceCalls(wire);
  const random = createRandom(settings.seed);
  const meter = createLoadMeter(() => clock.now());
  wire.meter(meter);
  const tally: FleetTally = { activated: 0, checkIns: 0, failedCheckIns: 0, installs: 0, failedInstalls: 0 };
  const digits = Math.max(4, String(size).length);
  const serials = Array.from({ length: size }, (_, index) => serialPrefix + String(index + 1).padStart(digits, '0'));
  const gateways = serials.map((serial) =>
    createGateway({ ...settings, device: { ...product, serial }, calls, random, form: settings.checkIn, tally }),
  );
  const ending = new AbortController();
  let isEnrolled = false;
  let running: Promise<unknown> | undefined;

  const fleet: Fleet = {
    async enroll({ signal } = {}) {
      if (vendorToken === undefined) return;
      await enroll(wire, { product, serials, vendorToken, signal: anyOf(ending.signal, signal) });
      isEnrolled = true;
    },
    async start() {
      ending.signal.throwIfAborted();
      if (!isEnrolled) await fleet.enroll();
      running ??= Promise.allSettled(gateways.map((gateway) => gateway.run(ending.signal)));
    },
    async stop() {
      ending.abort(new Error('the fleet was stopped'));
      await running;
      wire.close();
    },
    async checkInOnce({ form = settings.checkIn, overSeconds = 0, signal } = {}) {
      const round = createLoadMeter(() => clock.now());
      const endMeter = wire.meter(round);
      const until = anyOf(ending.signal, signal);
      try {
        await Promise.all(
          gateways.map(async (gateway) => {
            await clock.sleep(random() * overSeconds * 1000, { signal: until });
            await gateway.checkInOnce(form, until);
          }),
        );
      } finally {
        endMeter();
      }
      return round.total();
    },
    report: () => ({ gateways: size, ...tally, ...meter.total() }),
    [Symbol.asyncDispose]: () => fleet.stop(),
  };
  return fleet;
}

function anyOf(own: AbortSignal, given: AbortSignal | undefined): AbortSignal {
  return given === undefined ? own : AbortSignal.any([own, given]);
}

function checkFleetOptions(options: FleetOptions): void {
  const { url, size, product, intervalSeconds = 1, jitter = 0, installSeconds = 0 } = options;
  if (!URL.canParse(url) || new URL(url).protocol !== 'http:') throw new TypeError('url must be an http:// URL');
  if (!Number.isInteger(size) || size < 1 || size > FLEET_DEFAULTS.maxSize) {
    throw new TypeError(`size must be a whole number from 1 to ${FLEET_DEFAULTS.maxSize}, not ${size}`);
  }
  if (product !== undefined) checkProduct(product);
  if (!(intervalSeconds > 0)) throw new TypeError(`intervalSeconds must be above 0, not ${intervalSeconds}`);
  if (!(installSeconds >= 0)) throw new TypeError(`installSeconds must not be negative, not ${installSeconds}`);
  for (const name of ['maxConnections', 'requestTimeoutMs'] as const) {
    const value = options[name] ?? 1;
    if (!Number.isSafeInteger(value) || value < 1) throw new TypeError(`${name} must be a whole number of at least 1`);
  }
  if (!(jitter >= 0 && jitter <= 1)) throw new TypeError(`jitter must be from 0 to 1, not ${jitter}`);
}
