import { createObservable, type Observable } from './observable.ts';

/** A short message about what somebody did. */
interface Notice {
  readonly id: number;
  readonly kind: 'done' | 'failed';
  readonly text: string;
}

/** The messages on the screen. */
export interface Notices {
  readonly shown: Observable<readonly Notice[]>;
  /** Says that something is done. */
  tell(text: string): void;
  /** Says that something failed; stays until it is dismissed. */
  warn(text: string): void;
  dismiss(id: number): void;
  /** Runs a task; warns if it fails. Resolves to whether it succeeded. */
  attempt(task: () => Promise<unknown>, done?: string): Promise<boolean>;
}

const SHOWN_MS = 5000;
const MAX_SHOWN = 4;

/** No messages yet. */
export function createNotices(): Notices {
  const shown = createObservable<readonly Notice[]>([]);
  let lastId = 0;

  function dismiss(id: number): void {
    shown.set(shown.get().filter((notice) => notice.id !== id));
  }

  function show(kind: Notice['kind'], text: string): number {
    lastId += 1;
    shown.set([...shown.get(), { id: lastId, kind, text }].slice(-MAX_SHOWN));
    return lastId;
  }

  function tell(text: string): void {
    const id = show('done', text);
    setTimeout(() => {
      dismiss(id);
    }, SHOWN_MS);
  }

  return {
    shown,
    tell,
    warn(text) {
      show('failed', text);
    },
    dismiss,
    async attempt(task, done) {
      try {
        await task();
        if (done !== undefined) tell(done);
        return true;
      } catch (error) {
        show('failed', error instanceof Error ? error.message : String(error));
        return false;
      }
    },
  };
}
