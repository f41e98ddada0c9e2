import { expect, test } from 'vitest';
import { createProgram, type CliOptions } from '../../src/cli/program.ts';

async function parse(...args: string[]): Promise<CliOptions | undefined> {
  let parsed: CliOptions | undefined;
  const program = createProgram('1.2.3', (options) => {
    parsed = options;
    return Promise.resolve();
  }).configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  await program.parseAsync(args, { from: 'user' });
  return parsed;
}

test('the defaults: loopback, the usual port, memory, no devices, a console', async () => {
  expect(await parse()).toEqual({
    ...{ host: '127.0.0.1', device: [], fault: [] },
    ...{ fleetInterval: 60, json: false, console: true },
  });
});

test('devices may be repeated; a serial may contain slashes', async () => {
  const options = await parse('--device', 'v/m/1', '--device', 'v/m/a/b', '--port', '0', '--data', 'x.db');
  expect(options).toMatchObject({
    ...{ port: 0, data: 'x.db' },
    device: [
      { vendor: 'v', model: 'm', serial: '1' },
      { vendor: 'v', model: 'm', serial: 'a/b' },
    ],
  });
});

test.each([['--port', '65536'], ['--port', 'x'], ['--device', 'v/m'], ['--what']])(
  '%s %s is a usage error',
  async (...args) => {
    await expect(parse(...args)).rejects.toMatchObject({ exitCode: 2 });
  },
);

test('help explains by example and names the exit codes', () => {
  let help = '';
  const program = createProgram('1.2.3', () => Promise.resolve());
  program.configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  program.outputHelp();
  expect(help).toContain('exosite-emulator --data emulator.db --device acme/gateway/0001');
  expect(help).toContain('Exit codes:');
});

test('the console has a port of its own, or none', async () => {
  expect(await parse('--console-port', '9000')).toMatchObject({ console: true, consolePort: 9000 });
  expect(await parse('--no-console')).toMatchObject({ console: false });
});
