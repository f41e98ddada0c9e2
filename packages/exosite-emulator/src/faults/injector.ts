import { checkFault, type Fault } from './fault.ts';

/** The faults that wait for their requests. */
export interface FaultInjector {
  /** Adds a fault behind the others. Returns the function that takes it away. */
  inject(fault: Fault): () => void;
  /** The fault for this request, if any. At most one meets a request: the one injected first. */
  take(request: { readonly method: string; readonly path: string }): Fault | undefined;
}

interface Pending {
  readonly fault: Fault;
  readonly path: string;
  skip: number;
  count: number;
}

/** An injector without faults. */
export function createFaultInjector(): FaultInjector {
  const pending = new Set<Pending>();
  return {
    inject(fault) {
      checkFault(fault);
      const path = fault.path ?? (fault.kind === 'shortCik' ? '/provision/activate' : '');
      const entry: Pending = { fault, path, skip: fault.skip ?? 0, count: fault.count ?? 1 };
      pending.add(entry);
      return () => {
        pending.delete(entry);
      };
    },
    take({ method, path }) {
      for (const entry of pending) {
        if (!path.startsWith(entry.path) || (entry.fault.method ?? method) !== method) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.count -= 1;
        if (entry.count === 0) pending.delete(entry);
        return entry.fault;
      }
      return undefined;
    },
  };
}
