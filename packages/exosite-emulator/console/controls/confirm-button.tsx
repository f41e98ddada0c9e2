import { type ComponentChildren, type VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';

/** A button for what cannot be undone: it asks first. */
export function ConfirmButton(props: {
  readonly title: string;
  readonly question: ComponentChildren;
  readonly action: string;
  readonly class?: string;
  readonly label?: string;
  readonly onConfirm: () => void;
  readonly children: ComponentChildren;
}): VNode {
  const [isAsking, setAsking] = useState(false);
  const close = (): void => {
    setAsking(false);
  };
  return (
    <>
      <button
        type="button"
        class={props.class ?? 'button danger'}
        aria-label={props.label}
        onClick={() => {
          setAsking(true);
        }}
      >
        {props.children}
      </button>
      {isAsking ? (
        <Dialog title={props.title} onClose={close}>
          <p>{props.question}</p>
          <footer class="dialog-footer">
            <button type="button" class="button" onClick={close}>
              Cancel
            </button>
            <button
              type="button"
              class="button danger solid"
              onClick={() => {
                close();
                props.onConfirm();
              }}
            >
              {props.action}
            </button>
          </footer>
        </Dialog>
      ) : null}
    </>
  );
}
