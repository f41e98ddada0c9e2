import { type DatabaseSync } from 'node:sqlite';
import { EMULATOR_DEFAULTS } from '../defaults.ts';
import { transaction } from '../store/database.ts';
import { type DeviceStore, type StoredDevice } from '../store/device-store.ts';
import { type DeviceIdentity } from '../identity.ts';
import { type DeviceInfo, type DeviceStatus } from '../types.ts';
import { decideRefusal, statusOf } from './activation.ts';
import { createCik } from './cik.ts';
import { type Changes } from '../changes.ts';

/** The answer to an activation. */
type ActivationResult =
  { readonly status: 200; readonly cik: string } | { readonly status: 404 | 409; readonly why: string };

/** The whitelist and the life cycle of its devices (exosite 3.1). */
export interface DeviceRegistry {
  find(device: DeviceIdentity): StoredDevice | undefined;
  /** The device that holds this credential; marks it as seen. */
  authenticate(cik: string): StoredDevice | undefined;
  /** The device that holds this credential; leaves no trace. */
  findByCik(cik: string): StoredDevice | undefined;
  findBySerial(serial: string): readonly StoredDevice[];
  all(): readonly StoredDevice[];
  info(device: StoredDevice): DeviceInfo;
  status(device: StoredDevice): DeviceStatus;
  /** Whitelists without enabling. False if the device is there already. */
  add(device: DeviceIdentity, extra: string): boolean;
  /** Whitelists if need be, opens the activation window, takes an earlier CIK away. */
  enable(device: DeviceIdentity): void;
  /** Activates with this CIK, whatever the state. */
  setCik(device: StoredDevice, cik: string): void;
  disable(device: StoredDevice): void;
  /** Forgets the device and its values. */
  remove(device: StoredDevice): void;
  /** Hands out a CIK, once per activation window. */
  activate(device: StoredDevice | undefined): ActivationResult;
}

/** A registry on the devices table. */
export function createDeviceRegistry(
  database: DatabaseSync,
  store: DeviceStore,
  nowSeconds: () => number,
  changes: Pick<Changes, 'emit'>,
): DeviceRegistry {
  const windowSeconds = EMULATOR_DEFAULTS.activationWindowSeconds;
  // In memory on purpose: an fsync per call only to remember a time would slow every test down.
  const lastSeen = new Map<number, number>();
  const changed = ({ vendor, model, serial }: DeviceIdentity): void => {
    changes.emit({ what: 'devices', device: { vendor, model, serial } });
  };
  const status = (device: StoredDevice): DeviceStatus => statusOf(device, nowSeconds(), windowSeconds);
  return {
    find: (device) => store.find(device),
    authenticate(cik) {
      const device = store.findByCik(cik);
      if (device !== undefined) lastSeen.set(device.id, nowSeconds());
      return device;
    },
    findByCik: (cik) => store.findByCik(cik),
    findBySerial: (serial) => store.findBySerial(serial),
    all: () => store.all(),
    info(device) {
      const { vendor, model, serial, cik } = device;
      const seen = lastSeen.get(device.id);
      return {
        ...{ vendor, model, serial, status: status(device) },
        ...(cik === undefined ? {} : { cik }),
        ...(seen === undefined ? {} : { lastSeen: seen }),
      };
    },
    status,
    add(device, extra) {
      const isNew = store.add(device, extra);
      if (isNew) changed(device);
      return isNew;
    },
    enable(device) {
      transaction(database, () => {
        store.add(device, '');
        const stored = store.find(device);
        if (stored !== undefined) store.enable(stored.id, nowSeconds());
      });
      changed(device);
    },
    setCik(device, cik) {
      store.setCik(device.id, cik);
      changed(device);
    },
    disable(device) {
      store.disable(device.id);
      changed(device);
    },
    remove(device) {
      lastSeen.delete(device.id);
      store.remove(device.id);
      changed(device);
    },
    activate(device) {
      if (device === undefined) return { status: 404, why: 'no such device is whitelisted' };
      const why = decideRefusal(device, nowSeconds(), windowSeconds);
      if (why !== undefined) return { status: 409, why };
      const cik = createCik();
      // Durable before it is answered: an autocommit statement commits with the fsync of the WAL.
      store.setCik(device.id, cik);
      lastSeen.set(device.id, nowSeconds());
      changed(device);
      return { status: 200, cik };
    },
  };
}
