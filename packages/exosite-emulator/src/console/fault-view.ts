import { type Fault, type FaultEffect, type FaultKind, type FaultScope } from '../faults/fault.ts';
import { type ActiveFault } from '../faults/injector.ts';
import { type FaultView } from './api.ts';
import { asFields, deviceFields, textField } from './json-body.ts';
import { type JsonFields } from './json-fields.ts';

/** Parses a fault of the console's form; `count: null` stands for all requests to come. Throws TypeError. */
export function parseFault(fields: JsonFields): Fault {
  return { ...parseEffect(fields), ...parseScope(fields) };
}

function parseScope(fields: JsonFields): FaultScope {
  const { path, method, device, count, skip } = fields;
  const target = device === undefined ? undefined : deviceFields(asFields(device, 'device'));
  return {
    ...(path === undefined ? {} : { path: textField(fields, 'path') }),
    ...(method === undefined ? {} : { method: textField(fields, 'method') }),
    ...(target === undefined ? {} : { device: target }),
    ...(skip === undefined ? {} : { skip: numberField(fields, 'skip') }),
    ...(count === undefined ? {} : { count: count === null ? Infinity : numberField(fields, 'count') }),
  };
}

const PARSERS: { readonly [Kind in FaultKind]: (fields: JsonFields) => FaultEffect & { readonly kind: Kind } } = {
  offline: () => ({ kind: 'offline' }),
  reset: () => ({ kind: 'reset' }),
  resetBefore: () => ({ kind: 'resetBefore' }),
  noAnswer: () => ({ kind: 'noAnswer' }),
  duplicate: () => ({ kind: 'duplicate' }),
  status: (fields) => ({
    kind: 'status',
    status: numberField(fields, 'status'),
    ...optionalNumber(fields, 'retryAfterSeconds'),
    ...(fields['body'] === undefined ? {} : { body: textField(fields, 'body') }),
  }),
  delay: (fields) => ({ kind: 'delay', delayMs: numberField(fields, 'delayMs') }),
  bandwidth: (fields) => ({ kind: 'bandwidth', bytesPerSecond: numberField(fields, 'bytesPerSecond') }),
  dropAfterBytes: (fields) => ({ kind: 'dropAfterBytes', afterBytes: numberField(fields, 'afterBytes') }),
  truncateBody: (fields) => ({ kind: 'truncateBody', afterBytes: numberField(fields, 'afterBytes') }),
  corruptBody: (fields) => ({ kind: 'corruptBody', ...optionalNumber(fields, 'atByte') }),
  slowBody: (fields) => ({
    kind: 'slowBody',
    chunkBytes: numberField(fields, 'chunkBytes'),
    pauseMs: numberField(fields, 'pauseMs'),
  }),
  wrongContentLength: (fields) => ({
    kind: 'wrongContentLength',
    contentLength: numberField(fields, 'contentLength'),
  }),
  wrongContentRange: (fields) => ({ kind: 'wrongContentRange', contentRange: textField(fields, 'contentRange') }),
  shortCik: (fields) => ({ kind: 'shortCik', ...optionalNumber(fields, 'length') }),
  clockSkew: (fields) => ({ kind: 'clockSkew', skewSeconds: numberField(fields, 'skewSeconds') }),
};

function parseEffect(fields: JsonFields): FaultEffect {
  const kind = textField(fields, 'kind');
  if (!isKind(kind)) throw new TypeError('kind must name a fault');
  return PARSERS[kind](fields);
}

function isKind(kind: string): kind is FaultKind {
  return Object.hasOwn(PARSERS, kind);
}

function numberField(fields: JsonFields, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
  return value;
}

function optionalNumber<Name extends string>(fields: JsonFields, name: Name): Partial<Record<Name, number>> {
  const found: Partial<Record<string, number>> =
    fields[name] === undefined ? {} : { [name]: numberField(fields, name) };
  return found;
}

/** A waiting fault for the page: JSON has no infinity, so that endless ones have no count. */
export function toFaultView({ id, fault, remaining }: ActiveFault): FaultView {
  const { count, ...rest } = fault;
  const shown = count === undefined || count === Infinity ? rest : { ...rest, count };
  return { id, fault: shown, ...(remaining === Infinity ? {} : { remaining }) };
}
