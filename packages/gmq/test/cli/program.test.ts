import type { Command } from 'commander';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';

interface Parsed {
  readonly calls: readonly (readonly unknown[])[];
  readonly output: string;
}

async function parse(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Parsed> {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const calls: (readonly unknown[])[] = [];
  let output = '';
  const note =
    (name: string) =>
    (...given: readonly unknown[]) =>
      Promise.resolve(void calls.push([name, ...given]));
  const names = ['serve', 'status', 'peek', 'export', 'deadLetters', 'doctor', 'reread', 'config', 'printPath'];
  const program = createProgram('1.2.3', Object.fromEntries(names.map((name) => [name, note(name)])) as never);
  const silence = (command: Command): void => {
    command.configureOutput({ writeOut: (text) => (output += text), writeErr: (text) => (output += text) });
    command.commands.forEach(silence);
  };
  silence(program);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    throw Object.assign(error as Error, { output });
  }
  return { calls, output };
}

const callsOf = async (line: string, env?: Readonly<Record<string, string>>) =>
  (await parse(line === '' ? [] : line.split(' '), env)).calls;

test('without a command it serves, and leaves open what it was not told: that is in gmq.cfg', async () => {
  expect(await callsOf('')).toEqual([['serve', {}]]);
});

test('takes every option', async () => {
  const line = '--host ::1 --port 0 --socket /s --data /d --url http://p --gateway-cfg /g --record-period 2.5';
  expect(await callsOf(line)).toEqual([
    ['serve', { host: '::1', port: 0, socket: '/s', data: '/d', url: 'http://p', gatewayCfg: '/g', recordPeriod: 2.5 }],
  ]);
});

test('flags win over the environment', async () => {
  const env = { GMQ_HOST: '::1', GMQ_PORT: '9000' };
  expect(await callsOf('--host 127.0.0.1', env)).toEqual([['serve', { host: '127.0.0.1', port: 9000 }]]);
  expect(await callsOf('status', env)).toEqual([['status', { host: '::1', port: 9000 }]]);
});

test('an address before the command counts as well, one behind it wins', async () => {
  expect(await callsOf('--port 9000 status')).toEqual([['status', { port: 9000 }]]);
  expect(await callsOf('--port 9000 status --port 9001')).toEqual([['status', { port: 9001 }]]);
});

test.each([
  ['-g', 'cfg'],
  ['--cfg-path', 'cfg'],
  ['-l', 'log'],
  ['--log-cfg-path', 'log'],
])('%s prints the path of a file of options (gwe K142)', async (flag, which) => {
  expect(await callsOf(flag)).toEqual([['printPath', which]]);
});

test.each([
  ['cfg', ['config', 'cfg', []]],
  ['cfg get', ['config', 'cfg', ['get']]],
  ['cfg get unq', ['config', 'cfg', ['get', 'unq']]],
  ['cfg get unq batch_record_period', ['config', 'cfg', ['get', 'unq', 'batch_record_period']]],
  ['cfg set unq batch_qty 60', ['config', 'cfg', ['set', 'unq', 'batch_qty', '60']]],
  ['log get logger_db', ['config', 'log', ['get', 'logger_db']]],
])('gmq %s (gwe K140)', async (line, call) => {
  expect(await callsOf(line)).toEqual([call]);
});

test.each([
  ['reread', ['reread', {}]],
  ['status --json', ['status', { json: true }]],
  ['status --watch', ['status', { watch: 2 }]],
  ['status --watch 0.5', ['status', { watch: 0.5 }]],
  ['peek', ['peek', { limit: 20 }]],
  ['peek --limit 3', ['peek', { limit: 3 }]],
  ['export', ['export', {}]],
  ['dead-letters', ['deadLetters', 'list', [], {}]],
  ['dead-letters retry 7 9', ['deadLetters', 'retry', [7, 9], {}]],
  ['doctor', ['doctor', {}]],
])('gmq %s', async (line, call) => {
  expect(await callsOf(line)).toEqual([call]);
});

test.each(['-v', '--version'])('%s prints the version and does nothing else (gwe K142)', async (flag) => {
  await expect(parse([flag])).rejects.toMatchObject({ exitCode: 0, output: '1.2.3\n' });
});

test.each([
  ['-h', ['--record-period', 'GMQ_PLATFORM_URL', 'Examples:', 'Exit codes:', '503', 'doctor']],
  ['status --help', ['--json', '--watch', 'Examples:', 'Exit codes:']],
  ['dead-letters --help', ['retry', 'purge', 'Exit codes:']],
  ['cfg --help', ['batch_record_period', '10.0', 'gmq reread']],
  ['log --help', ['logger_db', 'DEBUG']],
])('%s teaches', async (line, texts) => {
  const failure = (await parse(line.split(' ')).catch((error: unknown) => error)) as {
    exitCode: number;
    output: string;
  };
  expect(failure.exitCode).toBe(0);
  for (const text of texts) expect(failure.output).toContain(text);
});

test.each([
  '--port 65536',
  '--port http',
  '--record-period -1',
  '--record-period soon',
  '--hots x',
  'serve',
  'status --port x',
  'status now',
  'status --watch 0',
  'peek --limit many',
  'dead-letters shred',
  'dead-letters retry seven',
])('%s is a usage error: exit code 2 (gwe K143)', async (line) => {
  await expect(parse(line.split(' '))).rejects.toMatchObject({
    exitCode: 2,
    output: expect.stringMatching(/^error: /) as string,
  });
});
