import { expect, test } from 'vitest';
import { dropFile, openPage } from '../../support/browser.ts';
import { startEmulator } from '../../support/emulator.ts';
import { activateGateway } from '../../support/gateway.ts';
import { tarGz } from '../../support/tarball.ts';

const DEVICE = { vendor: 'acme', model: 'gateway', serial: '00:2F:AC:43:55:A0' };
const PACKAGE = tarGz([
  { path: 'install.sh', content: '#!/bin/sh\n', mode: 0o755 },
  { path: 'supervisor.conf', content: '[supervisord]\n' },
]);

test('from an empty platform to a running app', { timeout: 120_000 }, async () => {
  const { emulator, url } = await startEmulator({ now: Date.now, console: { port: 0 } });
  const { page, complaints, screenshot, checkAccessibility } = await openPage(emulator.consoleUrl ?? '');

  // An empty platform teaches its first steps.
  await page.getByRole('heading', { name: 'No devices yet' }).waitFor();
  await expect(page.getByText('/provision/activate').first().textContent()).resolves.toContain('curl');
  await checkAccessibility();
  await screenshot('01-first-steps');

  // Add a device; its page says that it waits, and how to activate it.
  await page.getByRole('button', { name: 'Add device' }).click();
  await page.getByLabel('Vendor').fill(DEVICE.vendor);
  await page.getByLabel('Model').fill(DEVICE.model);
  await page.getByLabel('Serial number').fill(DEVICE.serial);
  await checkAccessibility();
  await page.getByRole('button', { name: 'Add and enable' }).click();
  await page.getByRole('heading', { name: DEVICE.serial }).waitFor();
  expect(await page.evaluate('document.activeElement?.tagName')).toBe('H1');
  await page.getByText('Waiting', { exact: true }).first().waitFor();

  // The gateway activates; the page follows by itself.
  const gateway = await activateGateway(url, DEVICE);
  await page.getByText(`${gateway.cik.slice(0, 8)}…`, { exact: true }).waitFor();
  expect(await page.content()).not.toContain(gateway.cik.slice(8, 30));
  await checkAccessibility();
  await screenshot('02-setup');

  // Upload by drag and drop, and look inside.
  await page.getByRole('link', { name: /^Content/ }).click();
  await dropFile(page, '.drop-zone', 'hello.v1.tar.gz', PACKAGE);
  await page.getByRole('button', { name: 'hello', exact: true }).click();
  await page.getByText('supervisor.conf').waitFor();
  await page.getByText('-rwxr-xr-x').waitFor();
  expect(await page.locator('.hash').textContent()).toMatch(/^[0-9a-f]{64}$/);
  await checkAccessibility();
  await screenshot('03-package');

  // Deploy to the device.
  await page.getByRole('button', { name: 'Deploy hello.v1.tar.gz' }).click();
  await checkAccessibility();
  await page.getByRole('button', { name: 'Deploy to 1 device' }).click();
  const deployment = page.getByRole('region', { name: 'Deployment of hello.v1.tar.gz' });
  await deployment.getByText('1 waiting for a check-in').waitFor();

  // The gateway picks it up, installs and answers.
  const { name, bytes } = await gateway.pickUp();
  expect([name, bytes.equals(PACKAGE)]).toEqual(['hello.v1.tar.gz', true]);
  await deployment.getByText('Picked up', { exact: true }).waitFor();
  await screenshot('04-picked-up');
  await gateway.write({ fetch_status: 'Hello from <b>install.sh</b>\nhello 1: installed, exit code 0, 0.4 s' });
  await deployment.getByText('Installed', { exact: true }).waitFor();
  const app = { exitstatus: '', status: 'RUNNING', uptime: '0:00:03', version: '1' };
  await gateway.write({ engine_report: JSON.stringify({ apps: [{ hello: app }] }) });
  await deployment.getByText('RUNNING').waitFor();
  await deployment.locator('summary', { hasText: 'hello 1: installed, exit code 0' }).click();
  // What a device writes is text, never markup.
  await deployment.getByText('<b>install.sh</b>').waitFor();
  await checkAccessibility();
  await screenshot('05-running');

  // The same from the device's side.
  await deployment.getByRole('link', { name: DEVICE.serial }).click();
  await page.getByRole('region', { name: 'Apps' }).getByText('RUNNING', { exact: true }).waitFor();
  await checkAccessibility();
  expect(complaints).toEqual([]);
});
