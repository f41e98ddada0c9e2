import { type ComponentChildren, type VNode } from 'preact';
import { useId } from 'preact/hooks';

/** A labelled control with a hint. `children` gets the ids that tie them together. */
export function Field(props: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly class?: string;
  readonly children: (ids: { readonly id: string; readonly hintId: string | undefined }) => ComponentChildren;
}): VNode {
  const id = useId();
  const hintId = props.hint === undefined ? undefined : `${id}-hint`;
  return (
    <div class={`field ${props.class ?? ''}`}>
      <label for={id}>{props.label}</label>
      {props.children({ id, hintId })}
      {props.hint === undefined ? null : (
        <p class="hint" id={hintId}>
          {props.hint}
        </p>
      )}
    </div>
  );
}
