import { type DatabaseSync } from 'node:sqlite';
import { createChanges, type Changes } from './changes.ts';
import { createGroups, type Groups } from './content/groups.ts';
import { EMULATOR_DEFAULTS } from './defaults.ts';
import { createCik, type CikAlphabet } from './device/cik.ts';
import { createDeviceRegistry, type DeviceRegistry } from './device/registry.ts';
import { createFaultInjector, type FaultInjector } from './faults/injector.ts';
import { createRequestLog, type RequestLog } from './http/request-log.ts';
import { type ProductIdentity } from './identity.ts';
import { createCatalogStore, type CatalogStore } from './store/catalog-store.ts';
import { keepMeta } from './store/database.ts';
import { createContentStore, type ContentStore } from './store/content-store.ts';
import { createDeviceStore } from './store/device-store.ts';
import { createPointTrimmer } from './store/point-bounds.ts';
import { createValueStore } from './store/value-store.ts';
import { createValueBoard, type ValueBoard } from './value-board.ts';

/** The cloud behind the endpoints: what every route works on. */
export interface Platform {
  readonly devices: DeviceRegistry;
  readonly values: ValueBoard;
  readonly content: ContentStore;
  readonly groups: Groups;
  /** Models, shares and tokens of the management calls. */
  readonly catalog: CatalogStore;
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
  readonly cikAlphabet?: CikAlphabet | undefined;
  readonly maxPointsPerAlias?: number | undefined;
  readonly maxPointAgeSeconds?: number | undefined;
}

/** Puts a platform on a database. */
export function createPlatform(options: PlatformOptions): Platform {
  const { database, now, vendorToken, lastModified, cikAlphabet = 'hex' } = options;
  const {
    maxPointsPerAlias: maxPoints = EMULATOR_DEFAULTS.maxPointsPerAlias,
    maxPointAgeSeconds: maxAgeSeconds = EMULATOR_DEFAULTS.maxPointAgeSeconds,
  } = options;
  const nowSeconds = (): number => Math.floor(now() / 1000);
  const changes = createChanges();
  const contentChanged = (product: ProductIdentity): void => {
    changes.emit({ what: 'content', product });
  };
  const catalog = createCatalogStore(database);
  const trimmer = createPointTrimmer(database, { maxPoints, maxAgeSeconds }, nowSeconds);
  const store = createDeviceStore(database);
  return {
    devices: createDeviceRegistry({ database, store, changes, nowSeconds, cikAlphabet }),
    values: createValueBoard(createValueStore(database, trimmer), nowSeconds),
    content: createContentStore(database, contentChanged),
    groups: createGroups(catalog, nowSeconds, contentChanged),
    catalog,
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
