import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram, type ServeOptions, type StatusOptions } from '../../src/cli/program.ts';

interface Parsed {
  readonly serve: ServeOptions[];
  readonly status: StatusOptions[];
  readonly output: string;
}

async function parse(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Parsed> {
  const serve: ServeOptions[] = [];
  const status: StatusOptions[] = [];
  let output = '';
  const program = createProgram('1.2.3', env, {
    serve: (options) => Promise.resolve(void serve.push(options)),
    showStatus: (options) => Promise.resolve(void status.push(options)),
  });
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
  return { serve, status, output };
}

test('runs the server with everything at its default (gwe K130)', async () => {
  expect((await parse([])).serve).toEqual([
    {
      host: '127.0.0.1',
      port: 8090,
      data: '/var/lib/gateway-engine',
      url: 'https://m2.exosite.com',
      gatewayCfg: '/etc/gateway-engine/Gateway.cfg',
      recordPeriod: 0,
    },
  ]);
});

test('GWE_ROOT moves the data folder and Gateway.cfg', async () => {
  expect((await parse([], { GWE_ROOT: '/srv/gw' })).serve[0]).toMatchObject({
    data: '/srv/gw/var/lib/gateway-engine',
    gatewayCfg: '/srv/gw/etc/gateway-engine/Gateway.cfg',
  });
});

test('takes every option', async () => {
  const args = '--host ::1 --port 0 --data /d --url http://p --gateway-cfg /g --record-period 2.5'.split(' ');
  expect((await parse(args)).serve).toEqual([
    { host: '::1', port: 0, data: '/d', url: 'http://p', gatewayCfg: '/g', recordPeriod: 2.5 },
  ]);
});

test('an address before the word status counts as well, one behind it wins', async () => {
  expect((await parse('--port 9000 status'.split(' '))).status).toEqual([{ host: '127.0.0.1', port: 9000 }]);
  expect((await parse('--port 9000 status --port 9001'.split(' '))).status).toMatchObject([{ port: 9001 }]);
});

test('status has its own address and --json', async () => {
  expect((await parse(['status'])).status).toEqual([{ host: '127.0.0.1', port: 8090 }]);
  expect((await parse('status --json --host ::1 --port 9000'.split(' '))).status).toEqual([
    { host: '::1', port: 9000, json: true },
  ]);
});

test.each(['-v', '--version'])('%s prints the version alone (gwe K142)', async (flag) => {
  await expect(parse([flag])).rejects.toMatchObject({ exitCode: 0, output: '1.2.3\n' });
});

test.each([
  [['-h'], ['--record-period', 'GMQ_PLATFORM_URL', 'Examples:', 'Exit codes:', '503']],
  [
    ['status', '--help'],
    ['--json', 'Examples:', 'Exit codes:'],
  ],
])('%j teaches', async (args, texts) => {
  const failure = (await parse(args).catch((error: unknown) => error)) as { exitCode: number; output: string };
  expect(failure.exitCode).toBe(0);
  for (const text of texts) expect(failure.output).toContain(text);
});

test.each([
  [['--port', '65536']],
  [['--port', 'http']],
  [['--record-period', '-1']],
  [['--record-period', 'soon']],
  [['--hots', 'x']],
  [['serve']],
  [['status', '--port', 'x']],
  [['status', 'now']],
])('%j is a usage error: exit code 2', async (args) => {
  await expect(parse(args)).rejects.toMatchObject({ exitCode: 2, output: expect.stringMatching(/^error: /) as string });
});
