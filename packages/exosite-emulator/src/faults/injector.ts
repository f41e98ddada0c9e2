import { type DeviceIdentity } from '../identity.ts';
import { checkFault } from './check.ts';
import { scopeOf, type Fault } from './fault.ts';

/** A fault that waits for requests. */
export interface ActiveFault {
  /** Its number, for `removeFault`. */
  readonly id: number;
  readonly fault: Fault;
  /** How many requests it has met so far. */
  readonly met: number;
  /** How many requests it will still meet; `Infinity` for all to come. */
  readonly remaining: number;
}

/** What a fault is chosen by. */
interface FaultTarget {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** Who asks, where that is known. */
  readonly device?: () => DeviceIdentity | undefined;
}

/** The faults that wait for their requests. */
export interface FaultInjector {
  /** Adds a fault behind the others. Returns its number. */
  inject(fault: Fault): number;
  /** The fault for this request, if any. At most one meets a request: the one injected first. */
  take(target: FaultTarget): Fault | undefined;
  /** In the order of injection. */
  list(): readonly ActiveFault[];
  /** False if it is gone already. */
  remove(id: number): boolean;
  clear(): void;
}

interface Pending {
  readonly id: number;
  readonly fault: Fault;
  readonly scope: ReturnType<typeof scopeOf>;
  skip: number;
  met: number;
  remaining: number;
}

/** An injector without faults; `changed` is called whenever the list is another one. */
export function createFaultInjector(changed: () => void = () => undefined): FaultInjector {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  return {
    inject(fault) {
      checkFault(fault);
      lastId += 1;
      const scope = scopeOf(fault);
      pending.set(lastId, { id: lastId, fault, scope, skip: scope.skip, met: 0, remaining: scope.count });
      changed();
      return lastId;
    },
    take(target) {
      for (const entry of pending.values()) {
        if (!matches(entry.scope, target)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.met += 1;
        entry.remaining -= 1;
        if (entry.remaining === 0) pending.delete(entry.id);
        changed();
        return entry.fault;
      }
      return undefined;
    },
    list: () => Array.from(pending.values(), ({ id, fault, met, remaining }) => ({ id, fault, met, remaining })),
    remove(id) {
      const isThere = pending.delete(id);
      if (isThere) changed();
      return isThere;
    },
    clear() {
      if (pending.size === 0) return;
      pending.clear();
      changed();
    },
  };
}

function matches({ path, method, device }: Pending['scope'], target: FaultTarget): boolean {
  if (!target.path.startsWith(path) || (method ?? target.method) !== target.method) return false;
  if (device === undefined) return true;
  const { vendor, model, serial } = target.device?.() ?? {};
  return device.vendor === vendor && device.model === model && device.serial === serial;
}
