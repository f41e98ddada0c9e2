import type { Emulator } from '@gateway-engine/exosite-emulator';

import type { SoakDisk } from './disk.ts';
import { DEVICE } from './gateway.ts';
import type { Ledger } from './ledger.ts';
import { hasScript, makePackage } from './packages.ts';
import { type CutMoment, DOWNLOADS, type Event, type Happening, type PackageKind } from './schedule.ts';
import type { Timeline } from './timeline.ts';

/** Those who act upon the gateway: its owner, the network, the mains, its clock and its disk. */
export interface Operator {
  happen(event: Event): Promise<void>;
  /** All is well from now on. */
  rest(): Promise<void>;
  /** Whether a check-in would find nothing to do, and nothing in its way. */
  isIdle(): boolean;
  /** The gateway has emptied an alias; gives what it has not written into its journal before. */
  cleared(alias: string, journal: string): readonly string[];
  /** The longest interval that the gateway may know: what it was told last, or before if it has not taken that yet. */
  readonly longestIntervalS: number;
  readonly clockOffsetMs: number;
  /** What has happened, in words. */
  counts(): string;
}

export interface OperatorOptions {
  readonly emulator: Emulator;
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly disk: SoakDisk;
  /** For building packages. */
  readonly folder: string;
  readonly cut: (at: CutMoment) => void;
}

const APPS = ['pump', 'meter', 'camera', 'relay', 'probe'] as const;
/** A command must not be written over one that has not been taken: the operator looks again later. */
const LOOK_AGAIN_MS = 1_800_000;
const DEFAULT_INTERVAL_S = 14_400;

export function createOperator({ emulator, timeline, ledger, disk, folder, cut }: OperatorOptions): Operator {
  const happened = new Map<string, number>();
  /** What the command that stands in `engine_fetch` asks for. */
  let commanded: readonly string[] = [];
  let number = 0;
  let outages = 0;
  let fullDisks = 0;
  let intervalS = DEFAULT_INTERVAL_S;
  let longestIntervalS = intervalS;
  let clockOffsetMs = 0;

  const isEmpty = (alias: string): boolean => (emulator.read(DEVICE, alias)?.text ?? '') === '';
  const count = (what: string): void => {
    happened.set(what, (happened.get(what) ?? 0) + 1);
  };

  async function deploy(kinds: readonly PackageKind[]): Promise<void> {
    const names: string[] = [];
    for (const [index, kind] of kinds.entries()) {
      const version = String((number += 1));
      const name = APPS[(number + index) % APPS.length] ?? APPS[0];
      const fileName = `${name}.v${version}.tar.gz`;
      const bytes = await makePackage(folder, kind, name, version);
      if (bytes !== undefined) emulator.uploadContent(DEVICE, fileName, bytes);
      ledger.askInstall(name, version, hasScript(kind));
      names.push(fileName);
    }
    commanded = names;
    emulator.write(DEVICE, { engine_fetch: JSON.stringify({ install: names.map((name) => ({ name })) }) });
  }

  function command(event: Event & { readonly kind: 'deploy' | 'nonsense' | 'interval' }): Promise<void> | undefined {
    if (!isEmpty(event.kind === 'interval' ? 'update_interval' : 'engine_fetch')) {
      timeline.at(timeline.nowMs + LOOK_AGAIN_MS, () => happen(event));
      return undefined;
    }
    count(event.kind);
    if (event.kind === 'deploy') return deploy(event.packages);
    if (event.kind === 'interval') {
      intervalS = event.seconds;
      longestIntervalS = Math.max(longestIntervalS, intervalS);
      emulator.write(DEVICE, { update_interval: String(event.seconds) });
      return undefined;
    }
    const word = `nonsense-${(number += 1)}-`;
    ledger.askNonsense(word);
    commanded = [word];
    emulator.write(DEVICE, { engine_fetch: word });
    return undefined;
  }

  async function happen(event: Event): Promise<void> {
    if (event.kind === 'deploy' || event.kind === 'nonsense' || event.kind === 'interval') return command(event);
    count(event.kind);
    return befall(event);
  }

  /** What comes over a gateway without anybody asking for it. */
  async function befall(event: Exclude<Happening, { kind: 'deploy' | 'nonsense' | 'interval' }>): Promise<void> {
    switch (event.kind) {
      case 'outage':
        if ((outages += 1) === 1) await emulator.goOffline();
        timeline.at(timeline.nowMs + event.forMs, endOutage);
        return;
      case 'diskFull':
        if ((fullDisks += 1) === 1) disk.setFull(true);
        timeline.at(timeline.nowMs + event.forMs, makeRoom);
        return;
      case 'fault':
        emulator.injectFault(event.fault);
        return;
      case 'cut':
        cut(event.at);
        return;
      case 'clockJump':
        clockOffsetMs = event.offsetMs;
        return;
      case 'reenable':
        emulator.enableDevice(DEVICE);
    }
  }

  async function endOutage(): Promise<void> {
    if ((outages -= 1) === 0) await emulator.goOnline();
  }

  function makeRoom(): void {
    if ((fullDisks -= 1) === 0) disk.setFull(false);
  }

  return {
    happen,
    async rest() {
      emulator.clearFaults();
      while (outages > 0) await endOutage();
      while (fullDisks > 0) makeRoom();
    },
    isIdle: () =>
      emulator.online &&
      !disk.isFull &&
      emulator.faults().every(({ fault }) => fault.path === DOWNLOADS) &&
      isEmpty('engine_fetch') &&
      isEmpty('update_interval') &&
      emulator.devices().every(({ status }) => status === 'activated'),
    cleared(alias, journal) {
      if (alias === 'update_interval') longestIntervalS = intervalS;
      if (alias !== 'engine_fetch') return [];
      const names = commanded;
      commanded = [];
      return names.filter((name) => !journal.includes(name));
    },
    get longestIntervalS() {
      return longestIntervalS;
    },
    get clockOffsetMs() {
      return clockOffsetMs;
    },
    counts: () => [...happened].map(([what, times]) => `${times} ${what}`).join(', '),
  };
}
