import { type DeviceIdentity } from '../identity.ts';
import { checkFault, FAULT_FIELDS, FAULT_NUMBERS } from './check.ts';
import { type Fault } from './fault.ts';
import { type ActiveFault } from './injector.ts';

const SCOPE = ['path', 'method', 'device', 'skip', 'count'] as const;

/** How `count` says Infinity where only texts and JSON can be written. */
const ALL = 'all';

/**
 * Parses a fault as the command line has it: a kind, or a status instead of `status`, then its fields, such as
 * `503,retryAfterSeconds=5,count=3,device=acme/gateway/0001`. `count=all` never ends. Throws TypeError.
 */
export function parseFaultSpec(text: string): Fault {
  const [head = '', ...rest] = text.split(',').map((part) => part.trim());
  const fields = new Map<string, unknown>(/^\d{3}$/.test(head) ? [['status', Number(head)]] : []);
  const kind = fields.has('status') ? 'status' : head;
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals < 1) throw new TypeError(`a fault's fields must look like name=value, not ${part}`);
    const name = part.slice(0, equals);
    fields.set(name, readText(name, part.slice(equals + 1)));
  }
  return toFault(kind, fields);
}

/** Parses a fault as the control endpoint takes it: the object of the library, with `"count":"all"` for Infinity. */
export function parseFaultJson(value: unknown): Fault {
  if (typeof value !== 'object' || value === null) throw new TypeError('a fault must be a JSON object');
  const fields = new Map<string, unknown>(Object.entries(value));
  const kind = fields.get('kind');
  if (typeof kind !== 'string') throw new TypeError('a fault needs a kind');
  fields.delete('kind');
  if (fields.get('count') === ALL) fields.set('count', Infinity);
  return toFault(kind, fields);
}

/** A waiting fault as JSON can say it. */
export function formatFaultJson({ id, fault, met, remaining }: ActiveFault): Readonly<Record<string, unknown>> {
  const count = fault.count === Infinity ? { count: ALL } : {};
  return { id, fault: { ...fault, ...count }, met, remaining: remaining === Infinity ? ALL : remaining };
}

function readText(name: string, text: string): unknown {
  if (name === 'device') return readDevice(text);
  if (name === 'count' && text === ALL) return Infinity;
  if (name !== 'count' && !FAULT_NUMBERS.has(name)) return text;
  if (!/^-?\d{1,15}$/.test(text)) throw new TypeError(`fault.${name} must be a whole number, not ${text}`);
  return Number(text);
}

function readDevice(text: string): DeviceIdentity {
  const [vendor = '', model = '', ...serial] = text.split('/');
  return { vendor, model, serial: serial.join('/') };
}

function toFault(kind: string, fields: ReadonlyMap<string, unknown>): Fault {
  const fault: unknown = { kind, ...Object.fromEntries(fields) };
  const known = Object.hasOwn(FAULT_FIELDS, kind) ? knownFields(kind) : undefined;
  for (const name of known === undefined ? [] : fields.keys()) {
    if (known?.includes(name) === false) {
      throw new TypeError(`a fault of kind ${kind} has no field ${name}; it has ${known.join(', ')}`);
    }
  }
  if (!hasTypes(fault)) throw new TypeError('texts and numbers of a fault are in each other’s place');
  checkFault(fault);
  return fault;
}

function knownFields(kind: string): readonly string[] {
  const own = Object.entries(FAULT_FIELDS).find(([name]) => name === kind)?.[1] ?? [];
  return [...own.map((field) => field.replace('?', '')), ...SCOPE];
}

/** Whether each field has the type that it has in a fault; `checkFault` checks the rest. */
function hasTypes(fault: unknown): fault is Fault {
  if (typeof fault !== 'object' || fault === null) return false;
  return Object.entries(fault).every(([name, value]: readonly [string, unknown]) => {
    if (name === 'device') return isIdentity(value);
    return typeof value === (name === 'count' || FAULT_NUMBERS.has(name) ? 'number' : 'string');
  });
}

function isIdentity(value: unknown): value is DeviceIdentity {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return ['vendor', 'model', 'serial'].every((name) => typeof fields.get(name) === 'string');
}
