import { EMULATOR_DEFAULTS } from './defaults.ts';
import { EmulatorError } from './error.ts';
import { createListener } from './http/listener.ts';
import { createRouter } from './http/route.ts';
import { createService } from './http/service.ts';
import { checkOptions } from './options.ts';
import { createCloud } from './cloud.ts';
import { createConsole, type Console } from './console/console.ts';
import { type ConsoleHost } from './console/host.ts';
import { createPlatform } from './platform.ts';
import { ROUTES } from './routes/index.ts';
import { openDatabase } from './store/database.ts';
import { type Emulator, type EmulatorOptions } from './types.ts';

/**
 * Makes a local Exosite platform (exosite 8). Opens the data file at once; listens after `start`.
 * Throws the `EMULATOR_DATA_` errors, and TypeError for wrong options.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  checkOptions(options);
  const { dataPath, host = EMULATOR_DEFAULTS.host, port = EMULATOR_DEFAULTS.port, now = Date.now } = options;
  const database = openDatabase(dataPath);
  const { vendorToken, lastModified = 'httpDate' } = options;
  const { cikAlphabet, maxPointsPerAlias, maxPointAgeSeconds, tls } = options;
  const history = { maxPointsPerAlias, maxPointAgeSeconds };
  const platform = createPlatform({ database, now, vendorToken, lastModified, cikAlphabet, ...history });
  const { faults, requests, changes, values } = platform;
  const service = createService(platform, createRouter(ROUTES), { needsCa: tls?.ca !== undefined });
  const listener = createListener(host, port, service, tls);
  let stopped = false;

  function requireRunning(): void {
    if (stopped) {
      throw new EmulatorError('EMULATOR_STOPPED', 'Using the emulator failed: it has been stopped. Create a new one.');
    }
  }

  function requirePort(): number {
    if (listener.port !== undefined) return listener.port;
    throw new EmulatorError(
      'EMULATOR_NOT_STARTED',
      'The emulator has no URL yet: it has not been started. Await start().',
    );
  }

  const url = (): string =>
    `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${requirePort()}`;
  const network = { url, isOnline: () => listener.isOpen, goOffline, goOnline };
  const webConsole = consoleOf(options, { platform, network });

  async function start(): Promise<void> {
    requireRunning();
    await listener.open();
    try {
      await webConsole?.start();
    } catch (error) {
      await listener.close();
      throw error;
    }
    changes.emit({ what: 'online' });
  }

  async function stop(): Promise<void> {
    if (stopped) return;
    stopped = true;
    await webConsole?.stop();
    await listener.close();
    database.close();
  }

  async function switchNetwork(work: () => Promise<void>): Promise<void> {
    requireRunning();
    requirePort();
    await work();
    changes.emit({ what: 'online' });
  }

  function goOffline(): Promise<void> {
    return switchNetwork(() => listener.close());
  }

  function goOnline(): Promise<void> {
    return switchNetwork(() => listener.open());
  }

  return {
    ...createCloud(platform, requireRunning),
    start,
    stop,
    get url() {
      return url();
    },
    get consoleUrl() {
      return webConsole?.url;
    },
    vendorToken: platform.vendorToken,
    onWrite: (listen) => values.onWrite(listen),
    goOffline,
    goOnline,
    get online() {
      return listener.isOpen;
    },
    injectFault(fault) {
      const id = faults.inject(fault);
      return () => {
        faults.remove(id);
      };
    },
    faults: () => faults.list(),
    removeFault: (id) => faults.remove(id),
    clearFaults() {
      faults.clear();
    },
    requests: () => requests.entries(),
    onRequest: (listen) => requests.onRequest(listen),
    onChange: (listen) => changes.add(listen),
    [Symbol.asyncDispose]: stop,
  };
}

function consoleOf({ console: wanted = false }: EmulatorOptions, host: ConsoleHost): Console | undefined {
  if (wanted === false) return undefined;
  return createConsole(host, wanted === true ? {} : wanted);
}
