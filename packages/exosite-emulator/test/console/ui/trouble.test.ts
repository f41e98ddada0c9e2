import { expect, test } from 'vitest';
import { call } from '../../support/call.ts';
import { openPage } from '../../support/browser.ts';
import { startEmulator } from '../../support/emulator.ts';

const PRODUCT = { vendor: 'acme', model: 'gateway' };

test('a fault from the form meets one request; offline and online by the switch', { timeout: 120_000 }, async () => {
  const { emulator, url } = await startEmulator({ now: Date.now, console: { port: 0 } });
  emulator.enableDevice({ ...PRODUCT, serial: '1' });
  const { page, complaints, screenshot, checkAccessibility } = await openPage(`${emulator.consoleUrl}/faults`);

  await page.getByText('Nothing goes wrong on purpose.').waitFor();
  await page.getByLabel('Retry-After (s), optional').fill('7');
  await page.getByRole('combobox', { name: 'Endpoint' }).fill('/timestamp');
  await page.getByRole('button', { name: 'Inject' }).click();
  const active = page.getByRole('region', { name: 'Active faults' });
  await active.getByText('1 request left').waitFor();
  await checkAccessibility();
  await screenshot('20-faults');
  const refused = await call(`${url}/timestamp`);
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '7']);
  await active.getByText('Nothing goes wrong on purpose.').waitFor();

  // One for a device, endless, and removed by hand.
  await page.getByLabel(/^Delay/).check();
  await page.getByLabel('Device', { exact: true }).selectOption({ label: '1 (gateway)' });
  await page.getByLabel('How many requests').fill('');
  await page.getByRole('button', { name: 'Inject' }).click();
  await active.getByText('until removed').waitFor();
  expect(emulator.faults()).toMatchObject([{ fault: { kind: 'delay', device: { serial: '1' } }, remaining: Infinity }]);
  await active.getByRole('button', { name: 'Remove Delay' }).click();
  await active.getByText('Nothing goes wrong on purpose.').waitFor();

  await page.getByRole('switch', { name: 'Device API online' }).click();
  await page.getByText('The device API is offline.').waitFor();
  await expect(call(`${url}/timestamp`)).rejects.toThrow('ECONNREFUSED');
  await checkAccessibility();
  await screenshot('21-offline');
  await page.getByRole('button', { name: 'Go online' }).click();
  await page.getByText('The device API is offline.').waitFor({ state: 'detached' });
  expect((await call(`${url}/timestamp`)).status).toBe(200);
  expect(complaints).toEqual([]);
});

test('says when the emulator is gone, and is live again when it is back', { timeout: 120_000 }, async () => {
  const first = await startEmulator({ console: { port: 0 } });
  const consoleUrl = first.emulator.consoleUrl ?? '';
  const { page, screenshot } = await openPage(consoleUrl);
  await page.getByText('Live', { exact: true }).waitFor();
  await first.emulator.stop();
  await page.getByText('The emulator does not answer.').waitFor();
  await screenshot('22-gone');
  const second = await startEmulator({ console: { port: Number(new URL(consoleUrl).port) } });
  second.emulator.enableDevice({ ...PRODUCT, serial: 'after the pause' });
  await page.getByRole('link', { name: 'after the pause' }).waitFor();
  await page.getByText('The emulator does not answer.').waitFor({ state: 'detached' });
});

test('finds its way through a thousand devices, by keyboard and on a phone', { timeout: 120_000 }, async () => {
  const { emulator } = await startEmulator({ now: Date.now, console: { port: 0 } });
  for (let index = 0; index < 1000; index += 1) emulator.enableDevice({ ...PRODUCT, serial: `gw-${index}` });
  const { page, complaints, screenshot, checkAccessibility } = await openPage(emulator.consoleUrl ?? '');
  await page.getByText('1 to 50 of 1,000 devices').waitFor();
  expect(await page.getByRole('row').count()).toBe(51);
  await checkAccessibility();
  await screenshot('30-fleet');
  await page.getByLabel('Search').fill('gw-77');
  await expect.poll(() => page.getByRole('row').count()).toBe(12);

  // The first stop of the keyboard leads past the navigation.
  await page.goto(emulator.consoleUrl ?? '');
  await page.getByText('1 to 50 of 1,000 devices').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toContain('Add device');

  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await checkAccessibility();
  await screenshot('31-phone');
  await page.getByTitle('Dark').click();
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
  expect(complaints).toEqual([]);
});
