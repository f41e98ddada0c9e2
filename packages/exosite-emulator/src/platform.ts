import { type DatabaseSync } from 'node:sqlite';
import { createChanges, type Changes } from './changes.ts';
import { EMULATOR_DEFAULTS } from './defaults.ts';
import { createFaultInjector, type FaultInjector } from './faults/injector.ts';
import { createRequestLog, type RequestLog } from './http/request-log.ts';
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
  /** What goes wrong on command. */
  readonly faults: FaultInjector;
  readonly requests: RequestLog;
  readonly changes: Changes;
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
  const changes = createChanges();
  return {
    devices: createDeviceRegistry(database, createDeviceStore(database), nowSeconds, changes),
    values: createValueBoard(createValueStore(database), nowSeconds),
    content: createContentStore(database, (product) => {
      changes.emit({ what: 'content', product });
    }),
    faults: createFaultInjector(() => {
      changes.emit({ what: 'faults' });
    }),
    requests: createRequestLog(EMULATOR_DEFAULTS.maxRequests),
    changes,
    vendorToken: vendorToken ?? keepMeta(database, 'vendor_token', createCik),
    lastModified,
    now,
    nowSeconds,
  };
}
