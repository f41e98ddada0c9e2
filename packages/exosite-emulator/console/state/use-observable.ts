import { useEffect, useState } from 'preact/hooks';
import { type Observable } from './observable.ts';

/** The value of an observable; the component is drawn again when it changes. */
export function useObservable<T>(observable: Observable<T>): T {
  const [value, setValue] = useState(() => observable.get());
  useEffect(() => {
    const show = (next: T): void => {
      setValue(() => next);
    };
    show(observable.get());
    return observable.subscribe(show);
  }, [observable]);
  return value;
}
