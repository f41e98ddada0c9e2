import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import * as api from '../src/index.ts';

// The formatter pads the columns of tables.
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').replace(/(?<=\S) {2,}/gu, ' ');

test('the example of the README does what the README says', async () => {
  const example = /```ts\n(.*?)```/su.exec(readme)?.[1] ?? '';
  // Evaluated in the package's folder, where its own name resolves to it.
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const running = promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', example], { cwd });
  const { stdout } = await running;
  expect(readme).toContain(`It prints \`${stdout.trim()}\`.`);
  expect(stdout).toBe("[ 'coffee' ] RUNNING\n");
});

test('the README lists every error code and every diagnostics channel', () => {
  const source = (name: string): string => readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8');
  const codes = new Set(source('error.ts').match(/'SUPERVISOR_[A-Z_]+'/gu));
  const channels = source('diagnostics.ts').match(/'supervisor-bridge:[a-z:]+'/gu) ?? [];
  expect(codes.size).toBeGreaterThan(10);
  for (const name of [...codes, ...channels]) expect(readme).toContain(`| \`${name.slice(1, -1)}\` |`);
});

test('the defaults in the README are those of the code', () => {
  expect(readme).toContain(`| \`timeoutMs\` | ${api.VALIDATOR_DEFAULTS.timeoutMs} | Limit for supervisord's parser |`);
  expect(readme).toContain(`| \`timeoutMs\` | ${api.SUPERVISORCTL_DEFAULTS.timeoutMs} | Limit for one command`);
  expect(readme).toContain(`| \`timeoutMs\` | ${api.WAIT_DEFAULTS.timeoutMs} | Limit for the wait |`);
  expect(readme).toContain(`| \`pollMs\` | ${api.WAIT_DEFAULTS.pollMs} |`);
  expect(readme).toContain(`| \`startTimeoutMs\` | ${api.SUPERVISORD_DEFAULTS.startTimeoutMs} |`);
  expect(readme).toContain(`| \`stopTimeoutMs\` | ${api.SUPERVISORD_DEFAULTS.stopTimeoutMs} |`);
  expect(readme).toContain(`| \`timeoutMs\` | ${api.SUPERVISOR_RPC_DEFAULTS.timeoutMs} | Limit for one request`);
  expect(readme).toContain(`| \`watchPrograms\` | \`pollMs\` | ${api.WATCH_DEFAULTS.pollMs} |`);
  expect(readme).toContain(`| ${api.WATCH_DEFAULTS.timeoutMs} | Limit until supervisord counts as lost |`);
  expect(readme).toContain(`| \`startSeconds\` | ${api.HEALTH_DEFAULTS.startSeconds} |`);
  expect(readme).toContain(`| ${api.HEALTH_DEFAULTS.timeoutMs} | Limit for one look |`);
  expect(readme).toContain(`| \`tailLog\` | \`maxBytes\` | ${api.TAIL_DEFAULTS.maxBytes} |`);
  expect(readme).toContain(`| \`followLog\` | \`from\` | \`${api.FOLLOW_DEFAULTS.from}\` |`);
  expect(readme).toContain(`| \`stopSeconds\` | ${api.BOOT_DEFAULTS.stopSeconds} |`);
  const reserved = api.RESERVED_PROGRAM_NAMES.map((name) => `\`${name}\``).join(', ');
  expect(readme).toContain(`| \`reservedNames\` | ${reserved} |`);
});
