import { setTimeout as delay } from 'node:timers/promises';
import type { DeviceIdentity, Emulator } from '@gateway-engine/exosite-emulator';
import { startGateway, type Gateway, type GatewaySettings } from './gateway.ts';
import { createLedger, type Ledger } from './producers.ts';
import { compareSeries } from './verdict.ts';

/** One gateway through all its lives: its file, its device on the platform, and what it has acknowledged. */
export interface Scene {
  readonly settings: GatewaySettings;
  readonly device: DeviceIdentity;
  /** The `X-Exosite-VMS` header. */
  readonly identity: string;
  readonly ledger: Ledger;
}

/** What became of a gateway in the end. */
export interface Ending {
  readonly lost: number;
  readonly duplicated: number;
  readonly stuck: number;
  readonly notes: readonly string[];
}

/** How long a gateway may take to start, to answer, and to deliver all that waits. */
const START_LIMIT_MS = 20_000;
const ANSWER_LIMIT_MS = 10_000;
const DRAIN_LIMIT_MS = 60_000;

const limit = (): AbortSignal => AbortSignal.timeout(ANSWER_LIMIT_MS);

/** A gateway whose device has its CIK: the platform gives one out once, and no kill may fall into that. */
export async function openScene(emulator: Emulator, path: string, number: number): Promise<Scene> {
  const device = { vendor: 'acme', model: 'gateway', serial: `${number}` };
  emulator.enableDevice(device);
  // The two ways to forward share the gateways: see README of gmq, "What may arrive twice".
  const forward = number % 2 === 0 ? 'record' : 'write';
  const settings = { path, platformUrl: emulator.url, forward, slow: false } as const;
  const gateway = startGateway(settings);
  try {
    const url = await requireUrl(gateway);
    const body = `vendor=${device.vendor}&model=${device.model}&sn=${device.serial}`;
    const answer = await fetch(`${url}/provision/activate`, { method: 'POST', body, signal: limit() });
    if (answer.status !== 200) throw new Error(`The gateway got no CIK (${answer.status}).`);
  } finally {
    await gateway.kill();
  }
  return { settings, device, identity: `${device.vendor} ${device.model} ${device.serial}`, ledger: createLedger() };
}

/** A last life without faults: lets everything drain, then compares what was acknowledged with the platform's series. */
export async function closeScene(emulator: Emulator, scene: Scene): Promise<Ending> {
  const gateway = startGateway(scene.settings);
  try {
    await drain(await requireUrl(gateway));
  } catch (error) {
    return { lost: 0, duplicated: 0, stuck: 1, notes: [`${scene.identity}: ${String(error)}`] };
  } finally {
    await gateway.kill();
  }
  return compare(emulator, scene);
}

function compare(emulator: Emulator, { device, identity, ledger, settings }: Scene): Ending {
  let lost = 0;
  let duplicated = 0;
  const notes: string[] = [];
  const aliases = new Set([...emulator.aliases(device), ...ledger.acknowledged.keys()]);
  for (const alias of aliases) {
    const verdict = compareSeries(ledger.acknowledged.get(alias) ?? [], emulator.history(device, alias));
    const mayRepeat = settings.forward === 'write' && alias.startsWith('written');
    lost += verdict.lost.length;
    if (!mayRepeat) duplicated += verdict.duplicated.length;
    if (verdict.lost.length > 0) notes.push(`${identity}, ${alias}: lost ${verdict.lost.slice(0, 5).join(' ')}`);
    if (!mayRepeat && verdict.duplicated.length > 0) {
      notes.push(`${identity}, ${alias}: twice ${verdict.duplicated.slice(0, 5).join(' ')}`);
    }
  }
  return { lost, duplicated, stuck: 0, notes };
}

async function requireUrl(gateway: Gateway): Promise<string> {
  const url = await Promise.race([gateway.url, delay(START_LIMIT_MS, undefined, { ref: false })]);
  if (url === undefined) throw new Error(`The gateway did not start: ${gateway.said() || 'it said nothing'}`);
  return url;
}

async function drain(url: string): Promise<void> {
  const deadline = performance.now() + DRAIN_LIMIT_MS;
  for (;;) {
    const stats = (await (await fetch(`${url}/status`, { signal: limit() })).json()) as {
      messages: number;
      deadLetters: number;
    }; // QueueStats
    if (stats.messages === 0) return;
    if (performance.now() > deadline) throw new Error(`${stats.messages} messages still wait.`);
    await delay(20);
  }
}
