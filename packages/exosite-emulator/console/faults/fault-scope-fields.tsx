import { type VNode } from 'preact';
import { deviceKey } from '../../src/console/device-key.ts';
import { SelectField } from '../controls/select-field.tsx';
import { TextField } from '../controls/text-field.tsx';
import { useLive } from '../state/console-context.ts';
import { ENDPOINTS } from './fault-catalogue.ts';
import { type FaultDraft } from './fault-draft.ts';

const METHODS = ['', 'GET', 'POST', 'PUT', 'DELETE'] as const;

/** Which requests a fault meets. */
export function FaultScopeFields(props: {
  readonly draft: FaultDraft;
  readonly onDraft: (draft: FaultDraft) => void;
}): VNode {
  const { draft, onDraft } = props;
  const { devices } = useLive();
  const change = (part: Partial<FaultDraft>): void => {
    onDraft({ ...draft, ...part });
  };
  return (
    <>
      <SelectField
        label="Device"
        value={draft.device === undefined ? '' : deviceKey(draft.device)}
        choices={[
          ['', 'Every device'],
          ...[...devices].map(([key, { serial, model }]) => [key, `${serial} (${model})`] as const),
        ]}
        onValue={(key) => {
          const { vendor, model, serial } = devices.get(key) ?? {};
          const isDevice = vendor !== undefined && model !== undefined && serial !== undefined;
          change({ device: isDevice ? { vendor, model, serial } : undefined });
        }}
      />
      <TextField
        label="Endpoint"
        value={draft.path}
        placeholder="Every endpoint"
        suggestions={ENDPOINTS}
        hint="Paths that begin with this."
        onValue={(path) => {
          change({ path });
        }}
      />
      <SelectField
        label="Method"
        value={draft.method}
        choices={METHODS.map((method) => [method, method === '' ? 'Every method' : method] as const)}
        onValue={(method) => {
          change({ method });
        }}
      />
      <TextField
        label="How many requests"
        type="number"
        value={draft.count}
        hint="Empty: all, until you remove it."
        onValue={(count) => {
          change({ count });
        }}
      />
      <TextField
        label="After how many"
        type="number"
        value={draft.skip}
        hint="So many matching requests pass first."
        onValue={(skip) => {
          change({ skip });
        }}
      />
    </>
  );
}
