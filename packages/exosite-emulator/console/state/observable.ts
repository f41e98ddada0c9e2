/** A value that tells who looks at it when it is another one. */
export interface Observable<T> {
  get(): T;
  set(value: T): void;
  /** Returns the function that ends it. */
  subscribe(listener: (value: T) => void): () => void;
}

/** An observable with its first value. */
export function createObservable<T>(first: T): Observable<T> {
  let current = first;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
