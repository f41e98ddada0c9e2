import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findIdentityFault, formatClient, formatLaneKey, isCik, isSameIdentity } from '../src/identity.ts';

const CIK = 'abcdefghijklmnopqrstuvwxyz0123456789ABCD';

test('lanes are told apart whatever characters their identities hold (gwe K144)', () => {
  const part = fc.string({ minLength: 1 });
  const identity = fc.record({ vendor: part, model: part, serial: part });
  fc.assert(
    fc.property(identity, identity, (one, other) => {
      const same = one.vendor === other.vendor && one.model === other.model && one.serial === other.serial;
      expect(formatLaneKey(one) === formatLaneKey(other)).toBe(same);
      expect(isSameIdentity(one, other)).toBe(same);
      expect(isSameIdentity(one, { ...one })).toBe(true);
    }),
  );
  expect(isSameIdentity({ cik: CIK }, { cik: CIK })).toBe(true);
  expect(isSameIdentity({ cik: CIK }, { cik: CIK.toLowerCase() })).toBe(false);
  expect(isSameIdentity({ cik: CIK }, { vendor: 'v', model: 'm', serial: 's' })).toBe(false);
  expect(formatLaneKey({ vendor: 'a b', model: 'c', serial: 'd' })).not.toBe(
    formatLaneKey({ vendor: 'a', model: 'b c', serial: 'd' }),
  );
});

test('shows at most 8 characters of a CIK (gwe J128)', () => {
  expect(formatClient({ cik: CIK })).toBe('CIK abcdefgh…');
  expect(formatClient({ vendor: 'v', model: 'm', serial: 's' })).toBe('v m s');
});

test('takes any 40 printable characters as a CIK, not only hex (exosite 1.2)', () => {
  expect(isCik(CIK)).toBe(true);
  expect(isCik(CIK.slice(1))).toBe(false);
  expect(isCik(`${CIK.slice(1)} `)).toBe(false);
});

test('says what is wrong with an identity without showing the CIK', () => {
  expect(findIdentityFault({ vendor: 'v', model: 'm', serial: 'anyserial!@#$%^&*()number' })).toBeUndefined();
  expect(findIdentityFault({ vendor: 'v', model: '', serial: 's' })).toContain('model');
  expect(findIdentityFault({ vendor: 'v', model: 'm', serial: 's'.repeat(257) })).toContain('serial');
  expect(findIdentityFault({ cik: 'secret' })).not.toContain('secret');
});
