import { createObservable, type Observable } from '../state/observable.ts';
import { formatAddress, parseAddress, type Address } from './address.ts';

/** Where the page is, and how it gets elsewhere without being loaded again. */
export interface Router {
  readonly address: Observable<Address>;
  go(address: Address): void;
  /** The same without a step for the back button. */
  replace(address: Address): void;
}

/** Follows the browser's history. */
export function createRouter(): Router {
  const read = (): Address => parseAddress(location.pathname, location.search);
  const address = createObservable<Address>(read());
  addEventListener('popstate', () => {
    address.set(read());
  });
  return {
    address,
    go(next) {
      history.pushState(null, '', formatAddress(next));
      scrollTo(0, 0);
      address.set(next);
    },
    replace(next) {
      history.replaceState(null, '', formatAddress(next));
      address.set(next);
    },
  };
}
