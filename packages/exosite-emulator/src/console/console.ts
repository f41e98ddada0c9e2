import { isEmulatorError } from '../error.ts';
import { createListener, type Listener } from '../http/listener.ts';
import { createArrivalLedger } from './arrival-ledger.ts';
import { createDeploymentTracker } from './deployment-tracker.ts';
import { type ConsoleHost } from './host.ts';
import { createLiveFeed } from './live-feed.ts';
import { type ConsoleOptions } from './options.ts';
import { createConsoleService } from './service.ts';

/** The web console of one emulator. */
export interface Console {
  /** Rejects with `EMULATOR_PORT_IN_USE` or `EMULATOR_LISTEN_FAILED`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** `http://127.0.0.1:port`, undefined before `start`. */
  readonly url: string | undefined;
}

/** Loopback always, wherever the device API listens: the console shows credentials and changes everything. */
const HOST = '127.0.0.1';
const USUAL_PORT = 8089;

/**
 * Makes the console on a port of its own: it goes on when the device API is switched offline, and no device meets it.
 */
export function createConsole(host: ConsoleHost, { port }: ConsoleOptions = {}): Console {
  const { platform } = host;
  const deployments = createDeploymentTracker();
  const arrivals = createArrivalLedger();
  const stopObserving = platform.values.onWrite((event) => {
    deployments.observe(event, platform.nowSeconds());
    arrivals.observe(event, platform.now());
  });
  const feed = createLiveFeed(host, deployments);
  const service = createConsoleService({ host, deployments, arrivals, feed });
  let listener: Listener | undefined;

  async function listen(wantedPort: number): Promise<Listener> {
    const opened = createListener(HOST, wantedPort, service);
    await opened.open();
    return opened;
  }

  return {
    async start() {
      listener ??= await listen(port ?? USUAL_PORT).catch((error: unknown) => {
        if (port === undefined && isEmulatorError(error) && error.code === 'EMULATOR_PORT_IN_USE') return listen(0);
        throw error;
      });
    },
    async stop() {
      stopObserving();
      feed.stop();
      await listener?.close();
    },
    get url() {
      return listener?.port === undefined ? undefined : `http://${HOST}:${listener.port}`;
    },
  };
}
