import { onTestFinished } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/index.ts';
import { call } from './call.ts';

export const PRODUCT = { vendor: 'dubhxzv0r4e1m7vj', model: 'dubhxzv0r4e1m7vj' } as const;
export const DEVICE = { ...PRODUCT, serial: '00:2F:AC:43:55:A0' } as const;

/** A clock that only tests move. */
interface ManualClock {
  /** Epoch milliseconds. */
  nowMs: number;
  advance(seconds: number): void;
}

function createClock(epochSeconds = 1_408_088_308): ManualClock {
  return {
    nowMs: epochSeconds * 1000,
    advance(seconds) {
      this.nowMs += seconds * 1000;
    },
  };
}

export interface Rig {
  readonly emulator: Emulator;
  readonly clock: ManualClock;
  readonly url: string;
  readonly stack: string;
  readonly cik: string;
}

/** A started emulator on a manual clock, stopped when the test ends. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Omit<Rig, 'cik'>> {
  const clock = createClock();
  const emulator = createEmulator({ now: () => clock.nowMs, ...options });
  onTestFinished(() => emulator.stop());
  await emulator.start();
  return { emulator, clock, url: emulator.url, stack: `${emulator.url}/onep:v1/stack/alias` };
}

/** The same with one activated device. */
export async function startWithDevice(options: EmulatorOptions = {}): Promise<Rig> {
  const rig = await startEmulator(options);
  rig.emulator.enableDevice(DEVICE);
  return { ...rig, cik: await activate(rig.url) };
}

export async function activate(url: string, { vendor, model, serial }: typeof DEVICE = DEVICE): Promise<string> {
  const body = `vendor=${vendor}&model=${model}&sn=${serial}`;
  const reply = await call(`${url}/provision/activate`, { body });
  if (reply.status !== 200) throw new Error(`activate answered ${reply.status}`);
  return reply.body;
}
