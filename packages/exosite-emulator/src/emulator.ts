import { EMULATOR_DEFAULTS } from './defaults.ts';
import { EmulatorError } from './error.ts';
import { createFaultInjector } from './faults/injector.ts';
import { createListener } from './http/listener.ts';
import { createRequestLog } from './http/request-log.ts';
import { createRouter } from './http/route.ts';
import { createService } from './http/service.ts';
import { checkContentId, checkDevice, checkOptions, checkProduct } from './arguments.ts';
import { createPlatform } from './platform.ts';
import { ROUTES } from './routes/index.ts';
import { openDatabase } from './store/database.ts';
import { toContentInfo } from './store/content-store.ts';
import { type StoredDevice } from './store/device-store.ts';
import { type DeviceIdentity } from './identity.ts';
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
  const faults = createFaultInjector();
  const log = createRequestLog(EMULATOR_DEFAULTS.maxRequests);
  const service = createService({ platform, router: createRouter(ROUTES), faults, log });
  const listener = createListener(host, port, service);
  let stopped = false;

  function requireDevice(device: DeviceIdentity): StoredDevice {
    checkDevice(device);
    const found = platform.devices.find(device);
    if (found !== undefined) return found;
    const { vendor, model, serial } = device;
    throw new EmulatorError(
      'EMULATOR_NO_DEVICE',
      `Looking up the device ${vendor} ${model} ${serial} failed: it is not whitelisted. Call enableDevice first.`,
    );
  }

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

  return {
    async start() {
      requireRunning();
      await listener.open();
    },
    stop,
    get url() {
      return `http://${host.includes(':') ? `[${host}]` : host}:${requirePort()}`;
    },
    vendorToken: platform.vendorToken,
    enableDevice(device) {
      requireRunning();
      checkDevice(device);
      platform.devices.enable(device);
    },
    disableDevice(device) {
      requireRunning();
      platform.devices.disable(requireDevice(device).id);
    },
    devices() {
      requireRunning();
      return platform.devices.all().map((device) => platform.devices.info(device));
    },
    uploadContent(product, id, bytes, { contentType = 'application/octet-stream', meta = '' } = {}) {
      requireRunning();
      checkProduct(product);
      checkContentId(id);
      platform.content.put(product, id, { bytes, contentType, meta }, platform.nowSeconds());
    },
    listContent(product) {
      requireRunning();
      checkProduct(product);
      return platform.content.list(product).map(toContentInfo);
    },
    write(device, values) {
      requireRunning();
      const entries = Object.entries(values).map(([alias, value]) => [alias, Buffer.from(value)] as const);
      platform.values.write(requireDevice(device), new Map(entries), 'cloud');
    },
    read(device, alias) {
      requireRunning();
      return platform.values.latest(requireDevice(device), alias);
    },
    history(device, alias) {
      requireRunning();
      return platform.values.history(requireDevice(device), alias);
    },
    aliases(device) {
      requireRunning();
      return platform.values.aliases(requireDevice(device));
    },
    onWrite: (listen) => platform.values.onWrite(listen),
    async goOffline() {
      requireRunning();
      requirePort();
      await listener.close();
    },
    async goOnline() {
      requireRunning();
      requirePort();
      await listener.open();
    },
    injectFault: (fault) => faults.inject(fault),
    requests: () => log.entries(),
    [Symbol.asyncDispose]: stop,
  };
}
