import { type VNode } from 'preact';
import { Dialog } from '../controls/dialog.tsx';

/** Asks before an upload takes the place of what is there. */
export function ReplaceDialog(props: {
  readonly names: readonly string[];
  readonly onClose: () => void;
  readonly onReplace: () => void;
}): VNode {
  return (
    <Dialog title="Replace what is there?" onClose={props.onClose}>
      <p>
        {props.names.map((name) => (
          <code key={name}>{name} </code>
        ))}
        {props.names.length === 1 ? 'is' : 'are'} there already. Devices that download from now on get the new bytes.
      </p>
      <footer class="dialog-footer">
        <button type="button" class="button" onClick={props.onClose}>
          Keep
        </button>
        <button type="button" class="button primary" onClick={props.onReplace}>
          Replace
        </button>
      </footer>
    </Dialog>
  );
}
