import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, parseAddress, titleOf, type Address } from '../../../../console/navigation/address.ts';

const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.isWellFormed());
const address: fc.Arbitrary<Address> = fc.oneof(
  fc.constantFrom<Address>({ page: 'devices' }, { page: 'faults' }, { page: 'delivery' }, { page: 'content' }),
  fc.record({
    page: fc.constant('requests' as const),
    search: fc.string({ maxLength: 20 }).filter((text) => text.isWellFormed()),
  }),
  fc.record({ page: fc.constant('content' as const), product: fc.record({ vendor: name, model: name }) }),
  fc.record({
    page: fc.constant('device' as const),
    device: fc.record({ vendor: name, model: name, serial: name }),
    section: fc.constantFrom('data' as const, 'reports' as const, 'setup' as const),
  }),
);

test('every address survives the way into the browser and back', () => {
  fc.assert(
    fc.property(address, (expected) => {
      const { pathname, search } = new URL(formatAddress(expected), 'http://x');
      // A browser takes `.` and `..` out of a path, encoded or not.
      fc.pre(!/(^|\/)(\.|%2e){1,2}(\/|$)/i.test(formatAddress(expected)));
      expect(parseAddress(pathname, search)).toEqual(expected);
    }),
  );
});

test.each(['/nothing', '/devices/v', '/devices/v/m', '/devices/v/m/s/nothing'])('%s is not found', (path) => {
  expect(parseAddress(path)).toEqual({ page: 'unknown' });
  expect(titleOf(parseAddress(path))).toBe('Not found');
});

test('the start is the list of devices', () => {
  expect(parseAddress('/')).toEqual({ page: 'devices' });
  expect(titleOf({ page: 'delivery' })).toBe('Gaps and backlog');
  expect(titleOf({ page: 'faults' })).toBe('Faults');
});
