import { expect, test } from 'vitest';
import { formatWelcome } from '../../src/cli/welcome.ts';

const URL = 'http://127.0.0.1:8088';
const EMULATOR = { url: URL, consoleUrl: 'http://127.0.0.1:8089', vendorToken: 'token' };

test('the first device that waits can be activated by copying a line', () => {
  const text = formatWelcome(EMULATOR, [
    { vendor: 'v', model: 'm', serial: 'old', status: 'activated', cik: 'c'.repeat(40) },
    { vendor: 'v', model: 'm', serial: '00:2F', status: 'notactivated' },
  ]);
  expect(text).toContain(`curl ${URL}/provision/activate -d "vendor=v&model=m&sn=00%3A2F"`);
  expect(text).toContain('X-Exosite-Token: token');
  expect(text).toContain('Device v/m/old: activated');
  expect(text).not.toContain('cccc');
  expect(text).toContain('Web console, for a browser on this machine: http://127.0.0.1:8089');
});

test('without a device it says how to get one', () => {
  expect(formatWelcome(EMULATOR, [])).toContain('--device VENDOR/MODEL/SERIAL');
});
