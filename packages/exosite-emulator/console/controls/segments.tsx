import { type VNode } from 'preact';
import { useId } from 'preact/hooks';

/** A few choices side by side, one of them taken. */
export function Segments<Choice extends string>(props: {
  readonly legend: string;
  readonly choices: readonly (readonly [value: Choice, text: string])[];
  readonly value: Choice;
  readonly onValue: (value: Choice) => void;
}): VNode {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{props.legend}</legend>
      {props.choices.map(([value, text]) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            class="visually-hidden"
            checked={props.value === value}
            onChange={() => {
              props.onValue(value);
            }}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
