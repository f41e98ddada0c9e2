import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { buildConsole } from '../../console/bundle.ts';

/** Pictures of every page, to look at; not under version control. */
const SCREENSHOTS = join(import.meta.dirname, '..', '..', 'dist', 'screenshots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface ConsolePage {
  readonly page: Page;
  /** Everything that the browser complained of. */
  readonly complaints: readonly string[];
  readonly screenshot: (name: string) => Promise<void>;
  /** Fails on anything that axe finds; light and dark. */
  readonly checkAccessibility: () => Promise<void>;
}

/** Opens the console in a real browser, closed when the test ends. Builds the bundle if it is not of today's sources. */
export async function openPage(url: string): Promise<ConsolePage> {
  await buildConsole();
  const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 }, colorScheme: 'light' });
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => {
    complaints.push(error.message);
  });
  await page.goto(url);
  return {
    page,
    complaints,
    async screenshot(name) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
    },
    async checkAccessibility() {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        // Between light and dark nothing differs but colours.
        const rules = colorScheme === 'light' ? '' : `, runOnly: ['color-contrast']`;
        expect(await violations(page, rules), `${page.url()} ${colorScheme}`).toEqual([]);
      }
      await page.emulateMedia({ colorScheme: 'light' });
    },
  };
}

async function violations(page: Page, rules: string): Promise<readonly string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(AXE);
  const run = `axe.run({ resultTypes: ['violations']${rules} }).then(({ violations }) => ({ violations }))`;
  const found = await page.evaluate<Pick<AxeResults, 'violations'>>(run);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
  );
}

/** Drops a file from outside of the browser onto an element. */
export async function dropFile(page: Page, selector: string, name: string, bytes: Uint8Array): Promise<void> {
  const dataTransfer = await page.evaluateHandle(`(() => {
    const bytes = Uint8Array.from(atob('${Buffer.from(bytes).toString('base64')}'), (char) => char.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], ${JSON.stringify(name)}));
    return transfer;
  })()`);
  await page.dispatchEvent(selector, 'dragover', { dataTransfer });
  await page.dispatchEvent(selector, 'drop', { dataTransfer });
}
