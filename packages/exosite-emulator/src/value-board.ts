import { valueStored } from './channels.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { type PointRange, type ValueStore } from './store/value-store.ts';
import { type StoredDevice } from './store/device-store.ts';
import { type Point, type WriteEvent, type WriteListener } from './types.ts';
import { type RecordConflict, type RecordPoint } from './wire/record.ts';

/** Resources of all devices: stores values and tells everyone who waits for them. */
export interface ValueBoard {
  /** Stores values at the platform's time. */
  write(device: StoredDevice, values: ReadonlyMap<string, Uint8Array>, by: WriteEvent['by']): void;
  /** Stores values at the device's times; names what it refused. */
  record(device: StoredDevice, points: readonly RecordPoint[]): readonly RecordConflict[];
  latest(device: StoredDevice, alias: string): Point | undefined;
  firstAfter(device: StoredDevice, alias: string, since: number): Point | undefined;
  history(device: StoredDevice, alias: string): readonly Point[];
  range(device: StoredDevice, alias: string, range: PointRange): readonly Point[];
  aliases(device: StoredDevice): readonly string[];
  flush(device: StoredDevice, alias: string, from: number, to: number): void;
  /** Calls back after each stored value. Returns the function that ends it. */
  onWrite(listener: WriteListener): () => void;
}

/** A board on the points table. */
export function createValueBoard(store: ValueStore, nowSeconds: () => number): ValueBoard {
  const listeners = createListeners<WriteEvent>();
  return {
    write(device, values, by) {
      const timestamp = nowSeconds();
      // Durable before anyone hears of it.
      store.put(device.id, timestamp, values);
      for (const [alias, value] of values) announce(listeners, device, { alias, timestamp, value }, by);
    },
    record(device, points) {
      const { stored, conflicts } = store.record(device.id, points);
      for (const point of stored) announce(listeners, device, point, 'device');
      return conflicts;
    },
    latest: (device, alias) => store.latest(device.id, alias),
    firstAfter: (device, alias, since) => store.firstAfter(device.id, alias, since),
    history: (device, alias) => store.history(device.id, alias),
    range: (device, alias, range) => store.range(device.id, alias, range),
    aliases: (device) => store.aliases(device.id),
    flush(device, alias, from, to) {
      store.flush(device.id, alias, from, to);
    },
    onWrite: (listener) => listeners.add(listener),
  };
}

function announce(
  listeners: Listeners<WriteEvent>,
  { vendor, model, serial }: StoredDevice,
  { alias, timestamp, value }: RecordPoint,
  by: WriteEvent['by'],
): void {
  if (listeners.size === 0 && !valueStored.hasSubscribers) return;
  const text = Buffer.from(value).toString('utf8');
  const event: WriteEvent = { device: { vendor, model, serial }, alias, timestamp, text, by };
  if (valueStored.hasSubscribers) valueStored.publish(event);
  listeners.emit(event);
}
