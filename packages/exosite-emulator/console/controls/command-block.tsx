import { type VNode } from 'preact';
import { CopyButton } from './copy-button.tsx';

/** A command to copy into a terminal. A secret in it is copied whole and shown only by its beginning. */
export function CommandBlock(props: {
  readonly command: string;
  readonly what: string;
  readonly secret?: string;
}): VNode {
  const { command, what, secret } = props;
  const shown = secret === undefined ? command : command.replaceAll(secret, `${secret.slice(0, 8)}…`);
  return (
    <div class="command">
      {/* A command can be wider than the screen: the keyboard must be able to scroll it. */}
      <pre tabIndex={0} role="region" aria-label={what}>
        <code>{shown}</code>
      </pre>
      <CopyButton text={command} what={`command: ${what}`} />
    </div>
  );
}
