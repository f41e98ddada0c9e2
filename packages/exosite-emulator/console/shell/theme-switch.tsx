import { type VNode } from 'preact';
import { type Observable } from '../state/observable.ts';
import { useObservable } from '../state/use-observable.ts';
import { THEME_CHOICES, type ThemeChoice } from '../theme/theme.ts';
import { Icon } from '../controls/icon.tsx';

const NAMES: Readonly<Record<ThemeChoice, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

/** Light, dark, or as the system. */
export function ThemeSwitch({ theme }: { readonly theme: Observable<ThemeChoice> }): VNode {
  const chosen = useObservable(theme);
  return (
    <fieldset class="segments theme-switch">
      <legend class="visually-hidden">Theme</legend>
      {THEME_CHOICES.map((choice) => (
        <label key={choice} title={NAMES[choice]}>
          <input
            type="radio"
            name="theme"
            class="visually-hidden"
            checked={chosen === choice}
            onChange={() => {
              theme.set(choice);
            }}
          />
          <Icon name={choice} />
          <span class="visually-hidden">{NAMES[choice]}</span>
        </label>
      ))}
    </fieldset>
  );
}
