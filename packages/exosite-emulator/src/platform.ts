import { type DatabaseSync } from 'node:sqlite';
import { createDeviceRegistry, type DeviceRegistry } from './device/registry.ts';
import { createCik } from './device/cik.ts';
import { keepMeta } from './store/database.ts';
import { createContentStore, type ContentStore } from './store/content-store.ts';
import { createDeviceStore } from './store/device-store.ts';
import { createValueStore } from './store/value-store.ts';
import { createValueBoard, type ValueBoard } from './value-board.ts';

/** The cloud behind the endpoints: what every route works on. */
export interface Platform {
  readonly devices: DeviceRegistry;
  readonly values: ValueBoard;
  readonly content: ContentStore;
  readonly vendorToken: string;
  readonly lastModified: 'httpDate' | 'epoch';
  /** The platform's clock in epoch milliseconds. */
  now(): number;
  /** The platform's clock in whole epoch seconds, its unit of time (exosite 2.1). */
  nowSeconds(): number;
}

/** What the platform is made of. */
export interface PlatformOptions {
  readonly database: DatabaseSync;
  readonly now: () => number;
  readonly vendorToken: string | undefined;
  readonly lastModified: 'httpDate' | 'epoch';
}

/** Puts a platform on a database. */
export function createPlatform({ database, now, vendorToken, lastModified }: PlatformOptions): Platform {
  const nowSeconds = (): number => Math.floor(now() / 1000);
  return {
    devices: createDeviceRegistry(database, createDeviceStore(database), nowSeconds),
    values: createValueBoard(createValueStore(database), nowSeconds),
    content: createContentStore(database),
    vendorToken: vendorToken ?? keepMeta(database, 'vendor_token', createCik),
    lastModified,
    now,
    nowSeconds,
  };
}
