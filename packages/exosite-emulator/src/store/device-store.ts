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
  const enable = database.prepare('UPDATE devices SET cik = NULL, enabled_at = ?, disabled = 0 WHERE id = ?');
  const disable = database.prepare('UPDATE devices SET cik = NULL, disabled = 1 WHERE id = ?');
  const setCik = database.prepare('UPDATE devices SET cik = ? WHERE id = ?');
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
    enabledAt: optionalNumber(row, 'enabled_at'),
    disabled: numberColumn(row, 'disabled') !== 0,
  };
}
