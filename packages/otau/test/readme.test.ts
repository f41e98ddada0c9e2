import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import {
  ARCHIVE_LIMIT_DEFAULTS,
  ARCHIVE_RULES,
  BUILD_DEFAULTS,
  EXTRACT_DEFAULTS,
  INSTALLER_DEFAULTS,
  PROBATION_DEFAULTS,
  REPORT_DEFAULTS,
} from '../src/index.ts';
import { channels } from '../src/diagnostics.ts';

const markdown = await readFile(new URL('../README.md', import.meta.url), 'utf8');
/** Without the padding of table cells. */
const readme = markdown.replace(/ +/g, ' ');

test('the example runs as printed', async () => {
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(markdown) ?? [];
  // Inside of the package, so that its own name resolves; not below node_modules, where Node reads no TypeScript.
  const folder = await mkdtemp(fileURLToPath(new URL('.readme-', import.meta.url)));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'example.ts'), example);
  const { stdout } = await promisify(execFile)(process.execPath, ['example.ts'], { cwd: folder });
  expect(stdout).toBe("installing hello\nhello 1: installed, exit code 0\n[ { name: 'hello', version: '1' } ]\n");
});

test('every default, error code and channel is documented as it is', async () => {
  const defaults: readonly object[] = [
    ARCHIVE_LIMIT_DEFAULTS,
    BUILD_DEFAULTS,
    EXTRACT_DEFAULTS,
    INSTALLER_DEFAULTS,
    PROBATION_DEFAULTS,
    REPORT_DEFAULTS,
  ];
  for (const [name, value] of defaults.flatMap((object): [string, unknown][] => Object.entries(object))) {
    expect(readme).toContain(`| \`${name}\` | ${Number(value).toLocaleString('en')} |`);
  }
  const source = await readFile(new URL('../src/errors.ts', import.meta.url), 'utf8');
  const codes = new Set([...source.matchAll(/'(OTAU_[A-Z_]+)'/g)].map(([, code]) => code ?? ''));
  for (const code of codes) expect(readme).toContain(`| \`${code}\` |`);
  for (const rule of Object.keys(ARCHIVE_RULES)) expect(readme).toContain(`\`${rule}\``);
  for (const { name } of Object.values(channels)) expect(readme).toContain(`\`${String(name)}\``);
});
