import { type DatabaseSync } from 'node:sqlite';
import { createPointTrimmer } from '../../src/store/point-bounds.ts';
import { createValueStore, type ValueStore } from '../../src/store/value-store.ts';

/** A value store that no test fills up. */
export function createRoomyValueStore(database: DatabaseSync): ValueStore {
  const bounds = { maxPoints: 100_000, maxAgeSeconds: Infinity };
  return createValueStore(
    database,
    createPointTrimmer(database, bounds, () => 0),
  );
}
