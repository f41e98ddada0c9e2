import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test, vi } from 'vitest';
import { createInterfaceFinder } from '../../src/usage/interfaces.ts';

const at = (address: string): NetworkInterfaceInfo[] => [
  { address, family: 'IPv4', netmask: '', mac: '', internal: false, cidr: null },
];

test('tells the interface of an address, in every form that a socket writes it', () => {
  const find = createInterfaceFinder(() => ({
    eth0: [...at('192.0.2.1'), ...at('fe80::1')],
    ppp0: at('198.51.100.1'),
  }));
  expect(find('192.0.2.1')).toBe('eth0');
  expect(find('::ffff:198.51.100.1')).toBe('ppp0');
  expect(find('fe80::1%eth0')).toBe('eth0');
  expect(find('203.0.113.9')).toBe('unknown');
  expect(find(undefined)).toBe('none');
});

test('asks the system only for addresses that it does not know, and follows them when they move', () => {
  const read = vi.fn(() => ({ eth0: at('192.0.2.1') }));
  const find = createInterfaceFinder(read);
  find('192.0.2.1');
  find('192.0.2.1');
  expect(read).toHaveBeenCalledOnce();
  read.mockReturnValue({ ppp0: at('192.0.2.1') } as never);
  find('203.0.113.9');
  expect(find('192.0.2.1')).toBe('ppp0');
});

test('knows the loopback interface of this very machine', () => {
  expect(createInterfaceFinder()('127.0.0.1')).toMatch(/^lo/);
});
