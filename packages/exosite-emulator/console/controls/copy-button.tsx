import { type VNode } from 'preact';
import { useConsole } from '../state/console-context.ts';
import { Icon } from './icon.tsx';

/** Puts a text on the clipboard. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): VNode {
  const { notices } = useConsole();
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => {
        void notices.attempt(() => navigator.clipboard.writeText(text), `Copied: ${what}`);
      }}
    >
      <Icon name="copy" />
    </button>
  );
}
