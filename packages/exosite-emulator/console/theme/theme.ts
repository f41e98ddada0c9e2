import { createObservable, type Observable } from '../state/observable.ts';

/** What the user chose. */
export type ThemeChoice = 'system' | 'light' | 'dark';

export const THEME_CHOICES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

const KEY = 'exosite-console-theme';

/** The choice of this browser, shown on the document and kept for the next visit. */
export function createTheme(): Observable<ThemeChoice> {
  const choice = createObservable<ThemeChoice>(parseThemeChoice(localStorage.getItem(KEY)));
  const show = (next: ThemeChoice): void => {
    if (next === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = next;
    localStorage.setItem(KEY, next);
  };
  show(choice.get());
  choice.subscribe(show);
  return choice;
}

/** Anything unknown is the system's choice. */
function parseThemeChoice(text: string | null): ThemeChoice {
  return THEME_CHOICES.find((choice) => choice === text) ?? 'system';
}

/** Calls back when the colours on the screen change, by choice or by the system. Returns the function that ends it. */
export function onColourChange(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  system.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', listener);
  };
}
