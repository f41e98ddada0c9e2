import { type VNode } from 'preact';
import { Field } from './field.tsx';

/** One of several choices. */
export function SelectField(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, text: string])[];
  readonly onValue: (value: string) => void;
  readonly hint?: string | undefined;
  readonly class?: string;
}): VNode {
  return (
    <Field label={props.label} hint={props.hint} class={props.class ?? ''}>
      {({ id, hintId }) => (
        <select
          id={id}
          value={props.value}
          aria-describedby={hintId}
          onChange={(event) => {
            props.onValue(event.currentTarget.value);
          }}
        >
          {props.choices.map(([value, text]) => (
            <option key={value} value={value} selected={value === props.value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
