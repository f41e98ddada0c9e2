import type { FaultView } from '../../src/console/api.ts';
import { isFields } from '../../src/console/json-fields.ts';
import type { DeviceIdentity } from '../../src/identity.ts';
import { faultEntry, type FaultEntry } from './fault-catalogue.ts';

/** What the form holds: texts, as they are typed. */
export interface FaultDraft {
  readonly kind: string;
  readonly values: Readonly<Record<string, string>>;
  readonly device: DeviceIdentity | undefined;
  readonly path: string;
  readonly method: string;
  /** Empty for all to come. */
  readonly count: string;
  readonly skip: string;
}

/** A draft with the values that the catalogue suggests. */
export function draftOf({ kind, fields }: FaultEntry): FaultDraft {
  const values = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  return { kind, values, device: undefined, path: '', method: '', count: kind === 'offline' ? '' : '1', skip: '0' };
}

/** The fault that a draft describes, as the API takes it. What was left empty is left out. */
export function faultOfDraft(draft: FaultDraft): Readonly<Record<string, unknown>> {
  const { kind, values, device, path, method, count, skip } = draft;
  const fields = faultEntry(kind)?.fields ?? [];
  const filled = fields.flatMap(({ name, type }) => {
    const text = values[name]?.trim() ?? '';
    return text === '' ? [] : [[name, type === 'number' ? Number(text) : text] as const];
  });
  return {
    kind,
    ...Object.fromEntries(filled),
    ...(device === undefined ? {} : { device }),
    ...(path.trim() === '' ? {} : { path: path.trim() }),
    ...(method === '' ? {} : { method }),
    ...(skip.trim() === '' || skip.trim() === '0' ? {} : { skip: Number(skip) }),
    count: count.trim() === '' ? null : Number(count),
  };
}

/** The numbers and texts of a fault, in words. */
export function describeFault({ fault }: FaultView): string {
  const fields = faultEntry(fault.kind)?.fields ?? [];
  return fields
    .filter(({ name }) => fault[name] !== undefined)
    .map(({ name, label }) => `${label} ${String(fault[name])}`)
    .join(', ');
}

/** Which requests a fault is for, in words. */
export function describeScope({ fault }: FaultView): string {
  const { device, path, method, skip } = fault;
  const who = isFields(device) ? `device ${String(device['serial'])}` : 'every device';
  const where = typeof path === 'string' && path !== '' ? path : 'every endpoint';
  const how = typeof method === 'string' ? `${method} ` : '';
  const after = typeof skip === 'number' && skip > 0 ? `, after ${skip} requests` : '';
  return `${who}, ${how}${where}${after}`;
}
