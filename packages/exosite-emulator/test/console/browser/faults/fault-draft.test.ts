import { expect, test } from 'vitest';
import { FAULT_CATALOGUE, faultEntry } from '../../../../console/faults/fault-catalogue.ts';
import { describeFault, describeScope, draftOf, faultOfDraft } from '../../../../console/faults/fault-draft.ts';
import { parseFault } from '../../../../src/console/fault-view.ts';
import { checkFault, FAULT_FIELDS } from '../../../../src/faults/check.ts';

test('the catalogue has every fault of the emulator, with the fields that it takes', () => {
  const fields = FAULT_CATALOGUE.map(({ kind, fields: known }) => [
    kind,
    known.map(({ name, isOptional }) => (isOptional === true ? `${name}?` : name)),
  ]);
  expect(Object.fromEntries(fields)).toEqual(FAULT_FIELDS);
});

test.each(FAULT_CATALOGUE.map((entry) => [entry.kind, entry] as const))(
  '%s can be injected as the form suggests it',
  (_kind, entry) => {
    const sent: unknown = JSON.parse(JSON.stringify(faultOfDraft(draftOf(entry))));
    if (typeof sent !== 'object' || sent === null) throw new Error('not an object');
    expect(() => {
      checkFault(parseFault({ ...sent }));
    }).not.toThrow();
  },
);

test('what is left empty is left out; no count means all to come', () => {
  const entry = faultEntry('status');
  if (entry === undefined) throw new Error('no entry');
  const draft = { ...draftOf(entry), path: ' /x ', method: 'GET', count: '', skip: '2' };
  expect(faultOfDraft(draft)).toEqual({ kind: 'status', status: 503, path: '/x', method: 'GET', skip: 2, count: null });
});

test('a waiting fault is described in words', () => {
  const device = { vendor: 'v', model: 'm', serial: '7' };
  const view = {
    id: 1,
    fault: { kind: 'status', status: 503, retryAfterSeconds: 5, device, method: 'GET', path: '/x', skip: 2 },
  };
  expect(describeFault(view)).toBe('Status 503, Retry-After (s) 5');
  expect(describeScope(view)).toBe('device 7, GET /x, after 2 requests');
  expect(describeScope({ id: 1, fault: { kind: 'reset' } })).toBe('every device, every endpoint');
});
