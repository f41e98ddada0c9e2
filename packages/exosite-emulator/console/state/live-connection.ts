import type { Change, Snapshot } from '../../src/console/api.ts';
import { applyChange, EMPTY_MODEL, modelOfSnapshot, type LiveModel } from './live-model.ts';
import { createObservable, type Observable } from './observable.ts';

/** The stream of the emulator, opened again whenever it breaks. */
export interface LiveConnection {
  readonly model: Observable<LiveModel>;
  /**
   * Calls back for every change, and with undefined after a snapshot, when everything shown has to be read again.
   * Returns the function that ends it.
   */
  onChange(listener: (change: Change | undefined) => void): () => void;
}

/** How soon a stream that the browser has given up is opened again. */
const REOPEN_MS = 1500;

/** Opens the stream. It lives as long as the page. What it brings was written by our own server of the same version. */
export function openLiveConnection(): LiveConnection {
  const model = createObservable<LiveModel>(EMPTY_MODEL);
  const listeners = new Set<(change: Change | undefined) => void>();

  function tell(change: Change | undefined): void {
    for (const listener of [...listeners]) listener(change);
  }

  function open(): void {
    const source = new EventSource('/api/events');
    source.addEventListener('snapshot', ({ data }: MessageEvent<string>) => {
      model.set(modelOfSnapshot(JSON.parse(data) as Snapshot, Date.now()));
      tell(undefined);
    });
    source.addEventListener('change', ({ data }: MessageEvent<string>) => {
      const change = JSON.parse(data) as Change;
      model.set(applyChange(model.get(), change));
      tell(change);
    });
    source.addEventListener('error', () => {
      model.set({ ...model.get(), connection: 'lost' });
      if (source.readyState === EventSource.CLOSED) setTimeout(open, REOPEN_MS);
    });
  }

  open();
  return {
    model,
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
