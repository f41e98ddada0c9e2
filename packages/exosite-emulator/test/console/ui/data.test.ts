import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openPage } from '../../support/browser.ts';
import { startEmulator } from '../../support/emulator.ts';
import { activateGateway } from '../../support/gateway.ts';
import { REPORTS } from '../../support/reports.ts';

const DEVICE = { vendor: 'acme', model: 'gateway', serial: '0001' };

test('charts, tables, CSV, reports, gaps and requests of a device', { timeout: 120_000 }, async () => {
  const { emulator, url } = await startEmulator({ now: Date.now, console: { port: 0 } });
  emulator.enableDevice(DEVICE);
  const gateway = await activateGateway(url, DEVICE);
  const now = Math.floor(Date.now() / 1000);
  const sine = Array.from(
    { length: 300 },
    (_, index) => [now - 3000 + index * 10, (20 + Math.sin(index / 20)).toFixed(2)] as const,
  );
  await gateway.record(
    'temperature',
    sine.filter((_, index) => index < 120 || index > 150),
  );
  const { page, complaints, screenshot, checkAccessibility } = await openPage(
    `${emulator.consoleUrl}/devices/acme/gateway/0001`,
  );

  // A chart that names itself, and grows by itself.
  const chart = page.getByRole('img', { name: /^Chart of temperature/ });
  await chart.waitFor();
  await gateway.write({ temperature: '35.5' });
  await page.getByRole('img', { name: /last 35\.5\.$/ }).waitFor();
  await checkAccessibility();
  await screenshot('10-chart');

  // Zoom by button and by dragging; then all again.
  const label = (): Promise<string | null> => chart.getAttribute('aria-label');
  const whole = await label();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(label).not.toBe(whole);
  const zoomed = await label();
  const box = await page.locator('.u-over').boundingBox();
  if (box === null) throw new Error('the chart has no plot');
  await page.mouse.move(box.x + box.width * 0.3, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect.poll(label).not.toBe(zoomed);
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await expect.poll(label).toBe(whole);

  // Table and CSV have the same values.
  await page.getByText('Table', { exact: true }).click();
  await page.getByRole('cell', { name: '35.5' }).waitFor();
  await checkAccessibility();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('0001-temperature.csv');
  const csv = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect([csv.length, csv.at(-1)?.endsWith(',35.5')]).toEqual([271, true]);

  // Write as the cloud would.
  await page.getByLabel('Resource', { exact: true }).fill('update_interval');
  await page.getByLabel('Value', { exact: true }).fill('60');
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await page.getByRole('button', { name: /^update_interval/ }).waitFor();
  expect(emulator.read(DEVICE, 'update_interval')?.text).toBe('60');

  // Reports as people read them.
  await gateway.write(REPORTS);
  await page.getByRole('link', { name: 'Reports' }).click();
  await page.getByText('Debian GNU/Linux 12', { exact: true }).waitFor();
  await page.getByRole('row', { name: /get_content:hello.*234 KB/ }).waitFor();
  await page.getByRole('row', { name: /coffee_reporter.*BACKOFF/ }).waitFor();
  await checkAccessibility();
  await screenshot('11-reports');

  // Gaps, late values, and the queue.
  await page.getByRole('link', { name: 'Gaps and backlog' }).click();
  await page.getByText('31 values missing').waitFor();
  await page.getByText('queue.messages').waitFor();
  await checkAccessibility();
  await screenshot('12-gaps');

  // The request log, filtered.
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('row', { name: /POST \/provision\/activate/ }).waitFor();
  await page.getByLabel('Filter').fill('-activate alias/temp');
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await page.getByText(/^1 request, .* KB received/).waitFor();
  await checkAccessibility();
  await screenshot('13-requests');
  expect(complaints).toEqual([]);
});
