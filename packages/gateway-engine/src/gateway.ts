import { join } from 'node:path';

import type { RecoveryReport } from '@gateway-engine/otau';

import { createAliasPacer } from './alias-pacer.ts';
import { publish } from './channels.ts';
import { type Clock, systemClock } from './clock.ts';
import type { EngineConfig } from './configuration/engine-config.ts';
import type { GatewayCfg } from './configuration/gateway-cfg.ts';
import { acquireEngineLock } from './engine-lock.ts';
import { createIdentity } from './identity/identity.ts';
import { readInterfaceMac } from './identity/interface-mac.ts';
import { createLifetime } from './lifetime.ts';
import { createMeteredClient } from './platform/metered-client.ts';
import { createPass } from './pass.ts';
import type { PlatformClient } from './platform/platform-client.ts';
import { collectReports } from './reports/collect.ts';
import { collectDeviceInfo } from './reports/device-info.ts';
import type { InstalledApp, QueueReport, RunningProgram } from './reports/engine-report.ts';
import { createReportNews } from './reports/news.ts';
import { createUsageMeter } from './reports/usage-meter.ts';
import { createCommandIntake } from './update/command-intake.ts';
import { waitForCommand } from './update/command-wait.ts';
import { createTrial } from './self-update/trial.ts';
import { createUpdateJournal } from './update/update-journal.ts';
import { takeRecovered } from './update/recovered.ts';
import { appendStatus } from './update/update-state.ts';
import type { PackageInstaller, Wish } from './update/update-run.ts';
import { runLoop } from './run-loop.ts';

/** What runs beside the gateway. */
export interface GatewayQueue {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Its backlog, for `engine_report`; undefined while it cannot be told. */
  report?(): Promise<QueueReport | undefined>;
}

export interface GatewayOptions {
  /** Speaks to the platform. */
  readonly client: PlatformClient;
  /** Who the gateway is; also keeps the CIK. */
  readonly cfg: GatewayCfg;
  /** How often to check in. */
  readonly config: EngineConfig;
  /** Installs packages and knows what is installed. */
  readonly installer: PackageInstaller & {
    inventory(): Promise<readonly InstalledApp[]>;
    /** Ends what a power cut interrupted, and tells how (otau 3.3). */
    recover(options?: { readonly signal?: AbortSignal }): Promise<readonly RecoveryReport[]>;
  };
  /** Knows what runs. */
  readonly supervisor: { status(options?: { readonly signal?: AbortSignal }): Promise<readonly RunningProgram[]> };
  /** Folder for what must survive a power cut. */
  readonly stateDir: string;
  /** Version to report. */
  readonly version: string;
  /** A queue, or anything else that is to run as long as the gateway does. */
  readonly queue?: GatewayQueue;
  /** Reads the MAC address of an interface; default: from `/sys/class/net`. */
  readonly readMac?: (iface: string) => Promise<string | undefined>;
  readonly clock?: Clock;
  /** From 0 (inclusive) to 1 (exclusive); default `Math.random`. */
  readonly random?: () => number;
}

export interface Gateway extends AsyncDisposable {
  /**
   * Checks in, installs what was asked for, reports, and again after the interval, until stopped.
   *
   * @returns what an installed package asked for, or `none` when it was stopped
   * @throws GatewayEngineError `GATEWAY_NO_SERIAL`, `GATEWAY_NO_PRODUCT`, `GATEWAY_CONFIG_INVALID`: nothing that waiting would mend
   */
  run(options?: { readonly signal?: AbortSignal }): Promise<Wish>;
  /** One pass: check in, install what was asked for, report the outcome (gwe 8). Rejects when the check-in fails. */
  once(options?: { readonly signal?: AbortSignal }): Promise<Wish>;
  /** Packages that were asked for and are not installed yet, in their order. */
  pending(): Promise<readonly string[]>;
  /** Ends a run that is under way and waits for its end. Calling it again does no harm. */
  readonly stop: () => Promise<void>;
}

/** Composes a gateway from its parts. Every part can be replaced by anything with the same methods. */
export function createGateway(options: GatewayOptions): Gateway {
  const { cfg, config, installer, supervisor, queue } = options;
  const clock = options.clock ?? systemClock;
  const meter = createUsageMeter();
  const client = createMeteredClient(options.client, meter);
  const journal = createUpdateJournal(join(options.stateDir, 'update.json'));
  const identity = createIdentity({ cfg, client, readMac: options.readMac ?? readInterfaceMac });
  const intake = createCommandIntake({
    journal,
    async storeInterval(intervalS) {
      await config.update({ updateIntervalS: intervalS });
      publish('gateway-engine:interval:changed', { intervalS });
    },
  });
  const pacer = createAliasPacer(clock);
  const trial = createTrial(options.stateDir, options.version, clock);
  const lifetime = createLifetime('the gateway');
  const pending = async () => (await journal.read()).entries.map(({ name }) => name);
  const news = createReportNews(clock);
  const reports = async (call: { readonly signal?: AbortSignal }) =>
    news.select(
      await collectReports({
        programs: () => supervisor.status(call),
        apps: () => installer.inventory(),
        queue: async () => options.queue?.report?.(),
        pending,
        deviceInfo: () => collectDeviceInfo(options.version, clock.now()),
        usage: () => meter.report(),
        onFailure: (part, error) => {
          publish('gateway-engine:report:failed', { part, error });
        },
      }),
    );

  const checkInParts = { client, identity, pacer, journal, intake, collectReports: reports };
  const pass = createPass({ ...checkInParts, installer, supervisor, trial });

  /** Until the next check-in is due; with `long_poll`, no longer than until a command comes. */
  async function wait(ms: number, { signal }: { readonly signal: AbortSignal }): Promise<void> {
    const { longPoll } = await config.read();
    const watch = options.client.watch?.bind(options.client);
    if (!longPoll || watch === undefined) return clock.sleep(ms, { signal });
    const { cik } = await cfg.read();
    const commands = (call: { readonly signal: AbortSignal }) => watch(cik, 'engine_fetch', call);
    return waitForCommand({ watch: commands, clock }, ms, { signal });
  }

  async function recover(signal: AbortSignal): Promise<void> {
    try {
      await takeRecovered(await installer.recover({ signal }), journal);
    } catch (error) {
      // The next install begins with it again; until then the gateway can still report.
      publish('gateway-engine:recovery:failed', { error });
    }
  }

  async function takeNotice(): Promise<void> {
    const notice = await trial.readNotice();
    if (notice === undefined) return;
    await journal.write(appendStatus(await journal.read(), notice));
    await trial.forgetNotice();
  }

  /** Everything that belongs to a gateway at work: the lock, the tidying up, the queue. */
  const whileUp = <T>(outer: AbortSignal | undefined, body: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    lifetime.run(outer, async (signal) => {
      const { vendor, model, serial } = await identity.prepare();
      publish('gateway-engine:identity:settled', { vendor, model, serial });
      const lock = await acquireEngineLock(options.stateDir);
      try {
        await takeNotice();
        await recover(signal);
        await queue?.start();
        return await body(signal).finally(() => queue?.stop());
      } finally {
        await lock.release();
      }
    });

  return {
    run: (call = {}) =>
      whileUp(call.signal, (signal) =>
        runLoop({ pass, cfg, config, clock, wait, random: options.random ?? Math.random, signal }),
      ),
    once: (call = {}) =>
      whileUp(call.signal, async (signal) => {
        const wish = await pass({ signal });
        publish('gateway-engine:check-in:done', {});
        return wish;
      }),
    pending,
    stop: lifetime.stop,
    [Symbol.asyncDispose]: lifetime.stop,
  };
}
