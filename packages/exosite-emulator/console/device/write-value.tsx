import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { DeviceIdentity } from '../../src/identity.ts';
import { Field } from '../controls/field.tsx';
import { TextField } from '../controls/text-field.tsx';
import { aliasApiPath, callApi } from '../state/api-client.ts';
import { useConsole } from '../state/console-context.ts';

/** Sets a resource as the cloud side would. */
export function WriteValue(props: {
  readonly device: DeviceIdentity;
  readonly aliases: readonly string[];
  readonly alias: string;
}): VNode {
  const { notices } = useConsole();
  const [alias, setAlias] = useState(props.alias);
  const [value, setValue] = useState('');

  async function write(): Promise<void> {
    const path = aliasApiPath(props.device, alias.trim());
    const isDone = await notices.attempt(
      () => callApi(path, { method: 'PUT', fields: { value } }),
      `Wrote ${alias.trim()}`,
    );
    if (isDone) setValue('');
  }

  return (
    <section class="card write-value">
      <h2>Write a value</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void write();
        }}
      >
        <TextField label="Resource" value={alias} isRequired suggestions={props.aliases} onValue={setAlias} />
        <Field label="Value" class="grow">
          {({ id }) => (
            <textarea
              id={id}
              rows={1}
              value={value}
              spellcheck={false}
              placeholder="Empty clears the resource"
              onInput={(event) => {
                setValue(event.currentTarget.value);
              }}
            />
          )}
        </Field>
        <button type="submit" class="button">
          Write
        </button>
      </form>
    </section>
  );
}
