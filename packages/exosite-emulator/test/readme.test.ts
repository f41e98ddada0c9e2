import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import * as channels from '../src/channels.ts';
import { createProgram } from '../src/cli/program.ts';
import { FAULT_FIELDS } from '../src/faults/check.ts';
import { EMULATOR_DEFAULTS } from '../src/index.ts';
import { createFolder, spawnCli } from './support/process.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8');

function firstBlock(language: string): string {
  return new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(README)?.[1] ?? '';
}

test('the example prints what the README says', async () => {
  // Inside the package, so that its own name resolves; dist is not under version control.
  const parent = join(PACKAGE, 'dist');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'readme-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, 'example.ts');
  writeFileSync(file, firstBlock('ts'));
  const { stdout } = await promisify(execFile)(process.execPath, [file]);
  expect(stdout).toBe(firstBlock('text'));
});

test('the tutorial prints what the README says', async () => {
  const { url } = spawnCli(['--port', '0', '--no-console', '--token', 'secret', '--device', 'demo/demo/0001']);
  const script = firstBlock('bash').replace('http://127.0.0.1:8088', await url);
  const options = { cwd: createFolder() };
  const { stdout } = await promisify(execFile)('bash', ['-e', '-c', script], options);
  expect(stdout.replaceAll('\r\n', '\n')).toBe(firstBlock('console'));
});

test('every kind of fault, CLI option and option of the sources stands in the README', () => {
  for (const kind of Object.keys(FAULT_FIELDS)) expect(README).toMatch(new RegExp(`^\\| \`${kind}\``, 'm'));
  const program = createProgram('1.2.3', () => Promise.resolve());
  for (const { long } of program.options) if (long !== '--version') expect(README).toContain(`\`${long}`);
  const types = readFileSync(join(PACKAGE, 'src/types.ts'), 'utf8');
  const options = /interface EmulatorOptions \{([^]*?)\n\}/.exec(types)?.[1] ?? '';
  const names = [...options.matchAll(/readonly (\w+)\?:/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(8);
  for (const name of names) expect(README).toMatch(new RegExp(`^\\| \`${name}\``, 'm'));
});

test('every bound, error code and channel of the sources stands in the README', () => {
  const { activationWindowSeconds, maxPollMs, maxBodyBytes, maxContentBytes, maxRequests } = EMULATOR_DEFAULTS;
  for (const bound of [activationWindowSeconds, maxPollMs, maxBodyBytes, maxContentBytes]) {
    expect(README).toContain(`| ${bound.toLocaleString('en')} `);
  }
  expect(README).toContain(`| ${maxRequests} `);
  for (const { name } of Object.values(channels)) expect(README).toContain(`\`${String(name)}\``);
  const source = readFileSync(join(PACKAGE, 'src/error.ts'), 'utf8');
  const codes = new Set(source.match(/EMULATOR_[A-Z]+(?:_[A-Z]+)*(?=')/g));
  expect(codes.size).toBe(9);
  for (const code of codes) expect(README).toContain(`| \`${code}\``);
});
