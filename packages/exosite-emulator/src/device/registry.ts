import { type DatabaseSync } from 'node:sqlite';
import { type Changes } from '../changes.ts';
import { EMULATOR_DEFAULTS } from '../defaults.ts';
import { transaction } from '../store/database.ts';
import { type DeviceStore, type StoredDevice } from '../store/device-store.ts';
import { type DeviceIdentity } from '../identity.ts';
import { type DeviceInfo, type DeviceStatus } from '../types.ts';
import { decideRefusal, statusOf } from './activation.ts';
import { createCik, type CikAlphabet } from './cik.ts';

/** The answer to an activation. */
type ActivationResult =
  { readonly status: 200; readonly cik: string } | { readonly status: 404 | 409; readonly why: string };

/** The whitelist and the life cycle of its devices (exosite 3.1). */
export interface DeviceRegistry extends Pick<DeviceStore, 'find' | 'findByCik' | 'findBySerial' | 'all'> {
  /** The device that holds this credential; marks it as seen. */
  authenticate(cik: string): StoredDevice | undefined;
  /**
   * Whether the device may call with this client certificate; marks it as seen. The first certificate of an enabled
   * device becomes its own, as an activation would (exosite 1.2, 6).
   */
  authenticateCertificate(device: StoredDevice, fingerprint: string): boolean;
  info(device: StoredDevice): DeviceInfo;
  status(device: StoredDevice): DeviceStatus;
  /** Whitelists without enabling. False if the device is there already. */
  add(device: DeviceIdentity, extra: string): boolean;
  /** Whitelists if need be, opens the activation window, takes an earlier CIK away. */
  enable(device: DeviceIdentity): void;
  /** Moves the values of `from` to `to` and opens the window of `to`; `from` is left without (exosite 4). */
  move(from: StoredDevice, to: StoredDevice): void;
  /** Activates with this CIK, whatever the state. */
  setCik(device: StoredDevice, cik: string): void;
  disable(device: StoredDevice): void;
  /** Forgets the device and its values. */
  remove(device: StoredDevice): void;
  /** Hands out a CIK, once per activation window. */
  activate(device: StoredDevice | undefined): ActivationResult;
}

/** What a registry works with. */
export interface RegistryParts {
  readonly database: DatabaseSync;
  readonly store: DeviceStore;
  readonly changes: Pick<Changes, 'emit'>;
  readonly nowSeconds: () => number;
  readonly cikAlphabet: CikAlphabet;
}

/** A registry on the devices table. */
export function createDeviceRegistry(parts: RegistryParts): DeviceRegistry {
  const { database, store, changes, nowSeconds, cikAlphabet } = parts;
  const windowSeconds = EMULATOR_DEFAULTS.activationWindowSeconds;
  // In memory on purpose: an fsync per call only to remember a time would slow every test down.
  const lastSeen = new Map<number, number>();
  const see = ({ id }: StoredDevice): void => {
    lastSeen.set(id, nowSeconds());
  };
  const changed = ({ vendor, model, serial }: DeviceIdentity): void => {
    changes.emit({ what: 'devices', device: { vendor, model, serial } });
  };
  const status = (device: StoredDevice): DeviceStatus => statusOf(device, nowSeconds(), windowSeconds);
  return {
    ...store,
    authenticate(cik) {
      const device = store.findByCik(cik);
      if (device !== undefined) see(device);
      return device;
    },
    authenticateCertificate(device, fingerprint) {
      if (device.certificate !== fingerprint) {
        if (decideRefusal(device, nowSeconds(), windowSeconds) !== undefined) return false;
        store.setCertificate(device.id, fingerprint);
        changed(device);
      }
      see(device);
      return true;
    },
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
    move(from, to) {
      transaction(database, () => {
        store.moveValues(from.id, to.id);
        store.enable(to.id, nowSeconds());
      });
      changed(from);
      changed(to);
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
      const cik = createCik(cikAlphabet);
      // Durable before it is answered: an autocommit statement commits with the fsync of the WAL.
      store.setCik(device.id, cik);
      see(device);
      changed(device);
      return { status: 200, cik };
    },
  };
}
