import { listenerFailed } from './channels.ts';

/** Callbacks for one kind of event. */
export interface Listeners<T> {
  /** Calls back for every event from now on. Returns the function that ends it. */
  add(listener: (event: T) => void): () => void;
  /** Tells everyone. A listener that throws is published, and fails nothing else. */
  emit(event: T): void;
  /** How many listen: an event that nobody hears need not be made. */
  readonly size: number;
}

/** Nobody listens yet. */
export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(event: T) => void>();
  return {
    add(listener) {
      // A wrapper per call: the same function registered twice is called twice and ends twice.
      const entry = (event: T): void => {
        listener(event);
      };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    emit(event) {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (error) {
          // What happened has happened; a listener must not turn the device's 204 into a 500.
          if (listenerFailed.hasSubscribers) listenerFailed.publish({ error });
        }
      }
    },
    get size() {
      return listeners.size;
    },
  };
}
