import { USAGE_FAILED, USAGE_RESET, type UsageFailed, type UsageReset } from '../diagnostics.ts';
import { isDamage, setAside } from './database.ts';
import type { UsageStore } from './store.ts';

/** A store that outlives damage to its file. */
export interface KeptStore {
  /** The store as it is; what it throws is thrown. */
  readonly store: UsageStore;
  /** Does the work, or publishes why it could not: accounting never disturbs a request (gwe D64). */
  attempt(work: (store: UsageStore) => void): void;
}

/** Opens the store; a damaged file is set aside and begun afresh, now and later. Throws if none can be made. */
export function keepStore(path: string, open: () => UsageStore): KeptStore {
  let store = openOrReplace();

  function openOrReplace(): UsageStore {
    try {
      return open();
    } catch (error) {
      return replace(error);
    }
  }

  function replace(error: unknown): UsageStore {
    if (!isDamage(error)) throw error;
    const aside = setAside(path);
    if (USAGE_RESET.hasSubscribers) USAGE_RESET.publish({ path, setAside: aside, error } satisfies UsageReset);
    return open();
  }

  return {
    get store() {
      return store;
    },
    attempt(work) {
      try {
        work(store);
      } catch (error) {
        if (USAGE_FAILED.hasSubscribers) USAGE_FAILED.publish({ path, error } satisfies UsageFailed);
        if (isDamage(error)) renew(error);
      }
    },
  };

  function renew(damage: unknown): void {
    try {
      store.close();
      store = replace(damage);
    } catch (error) {
      // It stays closed, so that every later attempt fails and is published.
      if (USAGE_FAILED.hasSubscribers) USAGE_FAILED.publish({ path, error } satisfies UsageFailed);
    }
  }
}
