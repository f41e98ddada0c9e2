import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import { TextField } from '../controls/text-field.tsx';
import { callApi } from '../state/api-client.ts';
import { useConsole } from '../state/console-context.ts';
import { FAULT_CATALOGUE, type FaultEntry } from './fault-catalogue.ts';
import { draftOf, faultOfDraft, type FaultDraft } from './fault-draft.ts';
import { FaultScopeFields } from './fault-scope-fields.tsx';

const [FIRST] = FAULT_CATALOGUE;

/** Injects a fault: what goes wrong on the left, for whom on the right. */
export function FaultForm(): VNode | null {
  const { notices } = useConsole();
  const [entry, setEntry] = useState<FaultEntry | undefined>(FIRST);
  const [draft, setDraft] = useState<FaultDraft | undefined>(FIRST === undefined ? undefined : draftOf(FIRST));
  if (entry === undefined || draft === undefined) return null;

  function choose(next: FaultEntry): void {
    setEntry(next);
    // The scope stays: one tries several faults on one device.
    setDraft((before) => {
      const { device, path, method } = before ?? draftOf(next);
      return { ...draftOf(next), device, path, method };
    });
  }

  return (
    <section class="card" aria-label="New fault">
      <h2>New fault</h2>
      <form
        class="fault-form"
        onSubmit={(event) => {
          event.preventDefault();
          const fields = faultOfDraft(draft);
          void notices.attempt(() => callApi('/api/faults', { method: 'POST', fields }), `${entry.title}: waiting`);
        }}
      >
        <fieldset class="fault-kinds">
          <legend>What goes wrong</legend>
          {FAULT_CATALOGUE.map((candidate) => (
            <label key={candidate.kind} class="fault-kind">
              <input
                type="radio"
                name="fault-kind"
                checked={candidate.kind === entry.kind}
                onChange={() => {
                  choose(candidate);
                }}
              />
              <span>
                {candidate.title}
                <small>{candidate.effect}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <div class="fault-details">
          {entry.fields.map(({ name, label, type, isOptional }) => (
            <TextField
              key={`${entry.kind} ${name}`}
              label={isOptional === true ? `${label}, optional` : label}
              type={type}
              isRequired={isOptional !== true}
              value={draft.values[name] ?? ''}
              onValue={(value) => {
                setDraft({ ...draft, values: { ...draft.values, [name]: value } });
              }}
            />
          ))}
          <FaultScopeFields draft={draft} onDraft={setDraft} />
          <button type="submit" class="button primary">
            Inject
          </button>
        </div>
      </form>
    </section>
  );
}
