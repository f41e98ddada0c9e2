import { type VNode } from 'preact';
import { CopyButton } from './copy-button.tsx';

/** A command to copy into a terminal. */
export function CommandBlock({ command, what }: { readonly command: string; readonly what: string }): VNode {
  return (
    <div class="command">
      {/* A command can be wider than the screen: the keyboard must be able to scroll it. */}
      <pre tabIndex={0} role="region" aria-label={what}>
        <code>{command}</code>
      </pre>
      <CopyButton text={command} what={`command: ${what}`} />
    </div>
  );
}
