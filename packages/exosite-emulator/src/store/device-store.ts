import { type DatabaseSync } from 'node:sqlite';
import { type Activation } from '../device/activation.ts';
import { type DeviceIdentity } from '../identity.ts';
import { numberColumn, optionalNumber, optionalText, textColumn, type Row } from './row.ts';

/** A whitelisted device. */
export interface StoredDevice extends DeviceIdentity, Activation {
  readonly id: number;
  /** Free text of the serial number list. */
  readonly extra: string;
}

/** The devices table. */
export interface DeviceStore {
  find(device: DeviceIdentity): StoredDevice | undefined;
  findByCik(cik: string): StoredDevice | undefined;
  findBySerial(serial: string): readonly StoredDevice[];
  all(): readonly StoredDevice[];
  /** Whitelists a device. False if it already is. */
  add(device: DeviceIdentity, extra: string): boolean;
  /** Opens the activation window and takes any CIK away. */
  enable(id: number, nowSeconds: number): void;
  disable(id: number): void;
  setCertificate(id: number, fingerprint: string): void;
  /** Gives the values of one device to another, and takes the activation away. */
  moveValues(fromId: number, toId: number): void;
  setCik(id: number, cik: string): void;
  /** Forgets the device and its values. */
  remove(id: number): void;
}

/** The devices in `database`. */
export function createDeviceStore(database: DatabaseSync): DeviceStore {
  const byIdentity = database.prepare('SELECT * FROM devices WHERE vendor = ? AND model = ? AND serial = ?');
  const byCik = database.prepare('SELECT * FROM devices WHERE cik = ?');
  const bySerial = database.prepare('SELECT * FROM devices WHERE serial = ? ORDER BY vendor, model');
  const all = database.prepare('SELECT * FROM devices ORDER BY vendor, model, serial');
  const add = database.prepare(
    'INSERT INTO devices (vendor, model, serial, extra) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const enable = database.prepare(
    'UPDATE devices SET cik = NULL, certificate = NULL, enabled_at = ?, disabled = 0 WHERE id = ?',
  );
  const disable = database.prepare('UPDATE devices SET cik = NULL, certificate = NULL, disabled = 1 WHERE id = ?');
  const setCik = database.prepare('UPDATE devices SET cik = ? WHERE id = ?');
  const setCertificate = database.prepare('UPDATE devices SET certificate = ? WHERE id = ?');
  const forget = database.prepare('UPDATE devices SET cik = NULL, certificate = NULL, enabled_at = NULL WHERE id = ?');
  const dropValues = database.prepare('DELETE FROM points WHERE device_id = ?');
  const moveValues = database.prepare('UPDATE points SET device_id = ? WHERE device_id = ?');
  const remove = database.prepare('DELETE FROM devices WHERE id = ?');
  return {
    find: ({ vendor, model, serial }) => optionalDevice(byIdentity.get(vendor, model, serial)),
    findByCik: (cik) => optionalDevice(byCik.get(cik)),
    findBySerial: (serial) => bySerial.all(serial).map(toDevice),
    all: () => all.all().map(toDevice),
    add: ({ vendor, model, serial }, extra) => add.run(vendor, model, serial, extra).changes !== 0,
    enable(id, nowSeconds) {
      enable.run(nowSeconds, id);
    },
    disable(id) {
      disable.run(id);
    },
    setCertificate(id, fingerprint) {
      setCertificate.run(fingerprint, id);
    },
    moveValues(fromId, toId) {
      dropValues.run(toId);
      moveValues.run(toId, fromId);
      forget.run(fromId);
    },
    setCik(id, cik) {
      setCik.run(cik, id);
    },
    remove(id) {
      remove.run(id);
    },
  };
}

function optionalDevice(row: Row | undefined): StoredDevice | undefined {
  return row === undefined ? undefined : toDevice(row);
}

function toDevice(row: Row): StoredDevice {
  return {
    id: numberColumn(row, 'id'),
    vendor: textColumn(row, 'vendor'),
    model: textColumn(row, 'model'),
    serial: textColumn(row, 'serial'),
    extra: textColumn(row, 'extra'),
    cik: optionalText(row, 'cik'),
    certificate: optionalText(row, 'certificate'),
    enabledAt: optionalNumber(row, 'enabled_at'),
    disabled: numberColumn(row, 'disabled') !== 0,
  };
}
