import { type VNode } from 'preact';
import { Field } from './field.tsx';

/** One line of text. */
export function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string | undefined;
  readonly type?: 'text' | 'number' | 'search';
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly suggestions?: readonly string[];
  readonly class?: string;
}): VNode {
  const { suggestions } = props;
  return (
    <Field label={props.label} hint={props.hint} class={props.class ?? ''}>
      {({ id, hintId }) => (
        <>
          <input
            id={id}
            type={props.type ?? 'text'}
            value={props.value}
            placeholder={props.placeholder}
            required={props.isRequired}
            autoComplete="off"
            spellcheck={false}
            aria-describedby={hintId}
            list={suggestions === undefined ? undefined : `${id}-list`}
            onInput={(event) => {
              props.onValue(event.currentTarget.value);
            }}
          />
          {suggestions === undefined ? null : (
            <datalist id={`${id}-list`}>
              {suggestions.map((text) => (
                <option key={text} value={text} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}
