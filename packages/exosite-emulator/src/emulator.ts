import { EMULATOR_DEFAULTS } from './defaults.ts';
import { EmulatorError } from './error.ts';
import { createListener } from './http/listener.ts';
import { createRouter } from './http/route.ts';
import { createService } from './http/service.ts';
import { checkOptions } from './arguments.ts';
import { createCloud } from './cloud.ts';
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
  const platform = createPlatform({ database, now, vendorToken, lastModified });
  const { faults, requests, changes, values } = platform;
  const listener = createListener(host, port, createService(platform, createRouter(ROUTES)));
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

  async function stop(): Promise<void> {
    if (stopped) return;
    stopped = true;
    await listener.close();
    database.close();
  }

  async function switchNetwork(work: () => Promise<void>): Promise<void> {
    requireRunning();
    requirePort();
    await work();
    changes.emit({ what: 'online' });
  }

  return {
    ...createCloud(platform, requireRunning),
    async start() {
      requireRunning();
      await listener.open();
      changes.emit({ what: 'online' });
    },
    stop,
    get url() {
      return `http://${host.includes(':') ? `[${host}]` : host}:${requirePort()}`;
    },
    vendorToken: platform.vendorToken,
    onWrite: (listen) => values.onWrite(listen),
    goOffline: () => switchNetwork(() => listener.close()),
    goOnline: () => switchNetwork(() => listener.open()),
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
