import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createEmulator } from '@gateway-engine/exosite-emulator';
import { createEngineConfig, createGatewayCfg, gatewayPaths, isGatewayEngineError, type Clock } from 'gateway-engine';

import { createAudit } from './audit.ts';
import { createDisk } from './disk.ts';
import { bootGateway, DEVICE } from './gateway.ts';
import { explainGrowth, measureFolder, measureHeap, MOST_HEAP_GROWTH_BYTES } from './growth.ts';
import { createLedger } from './ledger.ts';
import { createOperator } from './operator.ts';
import { DAY_MS, planDay } from './schedule.ts';
import { createTimeline } from './timeline.ts';

export interface LifeOptions {
  readonly days: number;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onDay: (day: number) => void;
}

/** How a life went. All lists are empty when it went well. */
export interface Life {
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  readonly stuck: readonly string[];
  readonly summary: string;
}

/** 1 January 2024, when the life begins. */
const BIRTH_MS = 1_704_067_200_000;
/** In the end nothing happens any more, for as long as the longest interval and its retries need. */
const REST_MS = 2 * DAY_MS;
/** The heap is measured against this day: by then everything has been used once. */
const WARM_DAY = 20;

function isRefusedWrite(message: unknown): boolean {
  if (typeof message !== 'object' || message === null || !('error' in message)) return false;
  return isGatewayEngineError(message.error) && message.error.code === 'GATEWAY_STATE_UNUSABLE';
}

/** Lives through a plan, with a real emulator, a real installer and real files. */
export async function live({ days, random, signal, onDay }: LifeOptions): Promise<Life> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-soak-'));
  const timeline = createTimeline();
  // Its own data must not be what grows.
  const emulator = createEmulator({ now: () => BIRTH_MS + timeline.nowMs, maxPointsPerAlias: 50 });
  await emulator.start();
  emulator.enableDevice(DEVICE);

  const paths = gatewayPaths(join(folder, 'root'));
  await createGatewayCfg(paths.gatewayCfg).update({ vendor: DEVICE.vendor, model: DEVICE.model, uuid: DEVICE.serial });
  const config = createEngineConfig(paths.engineConfig);
  await config.update({ platformUrl: emulator.url });
  await mkdir(paths.stateDir, { recursive: true });

  const journal = join(paths.stateDir, 'update.json');
  const ledger = createLedger();
  const audit = createAudit(() => timeline.nowMs);
  const lost: string[] = [];
  const stuck: string[] = [];
  let power = new AbortController();
  let boots = 0;
  let cutAfterOperations = Infinity;
  let cutAfterRequests = Infinity;
  const cutPower = (): void => {
    cutAfterOperations = Infinity;
    cutAfterRequests = Infinity;
    power.abort(new DOMException('power was cut', 'AbortError'));
  };
  const disk = createDisk([journal, paths.engineConfig], () => {
    if ((cutAfterOperations -= 1) === 0) cutPower();
  });
  const operator = createOperator({
    emulator,
    timeline,
    ledger,
    disk,
    folder: join(folder, 'packages'),
    cut(at) {
      if (at === 'now') cutPower();
      else if ('afterRequests' in at) cutAfterRequests = at.afterRequests;
      else cutAfterOperations = at.afterFileOperations;
    },
  });

  const endings = [
    emulator.onRequest(() => {
      audit.request();
      if ((cutAfterRequests -= 1) === 0) cutPower();
    }),
    emulator.onWrite(({ alias, text, by }) => {
      if (by !== 'device') return;
      if (alias === 'fetch_status') ledger.tell(text);
      if (text !== '') return;
      const missing = operator.cleared(alias, existsSync(journal) ? readFileSync(journal, 'utf8') : '');
      if (missing.length > 0) lost.push(`engine_fetch was cleared, and the journal did not have ${missing.join(', ')}`);
    }),
  ];
  let refusals = 0;
  const onFailure = (message: unknown): void => {
    audit.failure();
    if (isRefusedWrite(message)) refusals += 1;
  };
  subscribe('gateway-engine:check-in:failed', onFailure);

  const hardware = {
    paths,
    platformUrl: emulator.url,
    disk,
    traces: join(folder, 'traces'),
    programs: new Set<string>(),
    random,
  };

  /** From a boot to the next loss of power, or to the restart that a package wished for. */
  async function boot(): Promise<void> {
    power = new AbortController();
    const bootedAtMs = timeline.nowMs;
    const clock: Clock = {
      now: () => BIRTH_MS + timeline.nowMs + operator.clockOffsetMs,
      monotonic: () => timeline.nowMs - bootedAtMs,
      async sleep(ms, call = {}) {
        call.signal?.throwIfAborted();
        audit.sleep(ms, operator.longestIntervalS);
        await timeline.advance(ms, call.signal);
        call.signal?.throwIfAborted();
        audit.wake(
          operator.isIdle() &&
            !existsSync(journal) &&
            ![cutAfterOperations, cutAfterRequests].some((count) => Number.isFinite(count)),
        );
      },
    };
    audit.wake(false);
    const { gateway, close } = bootGateway(hardware, (boots += 1), clock, () => {
      if (!disk.isFull) ledger.confirm();
    });
    try {
      await gateway.run({ signal: AbortSignal.any([power.signal, signal]) });
    } catch (error) {
      stuck.push(`the engine ended: ${String(error)}`);
    } finally {
      await close();
    }
  }

  let heapBytes: number | undefined;
  async function endDay(day: number): Promise<void> {
    onDay(day);
    const growth = explainGrowth(await measureFolder(paths.root));
    if (growth !== undefined) stuck.push(`day ${day}: ${growth}`);
    if (day === WARM_DAY) heapBytes = measureHeap();
  }

  try {
    for (let day = 0; day < days; day += 1) {
      for (const event of planDay(day, random)) timeline.at(event.atMs, () => operator.happen(event));
      timeline.at((day + 1) * DAY_MS, () => endDay(day + 1));
    }
    timeline.at(days * DAY_MS, () => operator.rest());
    const endMs = days * DAY_MS + REST_MS;
    timeline.at(endMs, cutPower);
    while (timeline.nowMs < endMs && stuck.length === 0) {
      await boot();
      signal.throwIfAborted();
      // A machine needs some time to come up; seldom, somebody has to come first.
      if (timeline.nowMs < endMs) await timeline.advance(5000 + Math.round(random() ** 8 * DAY_MS));
    }
    const traces = await readFile(hardware.traces, 'utf8').catch(() => '');
    const accounts = ledger.close(traces.split('\n'));
    if (existsSync(journal)) stuck.push(`the journal still holds ${await readFile(journal, 'utf8')}`);
    // The engine's temporary files are known by their names: should those change, this campaign must not go blind.
    if (days >= WARM_DAY && refusals === 0) stuck.push('no write of the engine met the full disk');
    const grownBytes = heapBytes === undefined ? 0 : measureHeap() - heapBytes;
    if (grownBytes > MOST_HEAP_GROWTH_BYTES) stuck.push(`the heap has grown by ${grownBytes} bytes`);
    const size = await measureFolder(paths.root);
    return {
      lost: [...lost, ...accounts.lost],
      duplicated: accounts.duplicated,
      stuck: [...stuck, ...audit.problems],
      summary:
        `${boots} boots, ${audit.checkIns} check-ins, ${audit.idleCheckIns} of them idle with one request, ` +
        `${operator.counts()}, ${refusals} check-ins failed for the full disk, ${size.files} files of ${size.bytes} bytes in the end` +
        (heapBytes === undefined ? '' : `, heap ${(grownBytes / 1024).toFixed(0)} KiB more than on day ${WARM_DAY}`),
    };
  } finally {
    for (const end of endings) end();
    unsubscribe('gateway-engine:check-in:failed', onFailure);
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
