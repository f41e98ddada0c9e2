import { checkCik, checkContentId, checkDevice, checkProduct } from './arguments.ts';
import { createCik } from './device/cik.ts';
import { EmulatorError } from './error.ts';
import { type DeviceIdentity } from './identity.ts';
import { type Platform } from './platform.ts';
import { toContentInfo } from './store/content-store.ts';
import { type StoredDevice } from './store/device-store.ts';
import { type Emulator } from './types.ts';

/** The part of an emulator that works on the platform itself, without the network. */
export type Cloud = Pick<
  Emulator,
  | 'enableDevice'
  | 'activateDevice'
  | 'disableDevice'
  | 'removeDevice'
  | 'devices'
  | 'uploadContent'
  | 'listContent'
  | 'readContent'
  | 'removeContent'
  | 'products'
  | 'write'
  | 'read'
  | 'history'
  | 'aliases'
>;

/** The cloud side of `platform`; `checkRunning` throws once the data file is closed. */
export function createCloud(platform: Platform, checkRunning: () => void): Cloud {
  const { devices, values, content } = platform;

  function requireDevice(device: DeviceIdentity): StoredDevice {
    checkRunning();
    checkDevice(device);
    const found = devices.find(device);
    if (found !== undefined) return found;
    const { vendor, model, serial } = device;
    throw new EmulatorError(
      'EMULATOR_NO_DEVICE',
      `Looking up the device ${vendor} ${model} ${serial} failed: it is not whitelisted. Call enableDevice first.`,
    );
  }

  return {
    enableDevice(device) {
      checkRunning();
      checkDevice(device);
      devices.enable(device);
    },
    activateDevice(device, { cik = createCik() } = {}) {
      checkCik(cik);
      devices.setCik(requireDevice(device), cik);
      return cik;
    },
    disableDevice(device) {
      devices.disable(requireDevice(device));
    },
    removeDevice(device) {
      devices.remove(requireDevice(device));
    },
    devices() {
      checkRunning();
      return devices.all().map((device) => devices.info(device));
    },
    uploadContent(product, id, bytes, { contentType = 'application/octet-stream', meta = '' } = {}) {
      checkRunning();
      checkProduct(product);
      checkContentId(id);
      content.put(product, id, { bytes, contentType, meta }, platform.nowSeconds());
    },
    listContent(product) {
      checkRunning();
      checkProduct(product);
      return content.list(product).map(toContentInfo);
    },
    readContent(product, id) {
      checkRunning();
      return content.bytes(product, id);
    },
    removeContent(product, id) {
      checkRunning();
      return content.remove(product, id);
    },
    products() {
      checkRunning();
      const all = [...devices.all(), ...content.products()].map(({ vendor, model }) => ({ vendor, model }));
      return [...new Map(all.map((product) => [JSON.stringify(product), product])).values()];
    },
    write(device, entries) {
      const pairs = Object.entries(entries).map(([alias, value]) => [alias, Buffer.from(value)] as const);
      values.write(requireDevice(device), new Map(pairs), 'cloud');
    },
    read: (device, alias) => values.latest(requireDevice(device), alias),
    history: (device, alias) => values.history(requireDevice(device), alias),
    aliases: (device) => values.aliases(requireDevice(device)),
  };
}
