import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { createEmulator, type Emulator } from '@gateway-engine/exosite-emulator';
import { createEngineConfig, createGatewayCfg, gatewayPaths } from 'gateway-engine';

import type { Installation } from './installation.ts';

const DEVICE = { vendor: 'acme', model: 'gateway', serial: 'S-1' } as const;
const PATIENCE_MS = 60_000;

/** An engine with its queue that has checked in, and the platform that it reports to. */
export interface Stack extends AsyncDisposable {
  /** Process id of what was started. */
  readonly pid: number;
  /** Gives the queue one value; resolves when the platform has it. */
  deliver(value: string): Promise<void>;
}

/** Starts `gwe --with-gmq` by `command`, which gets its port, and waits for its first check-in. */
export async function startStack(
  { root, env }: Installation,
  command: (port: number) => Promise<readonly string[]> | readonly string[],
  signal: AbortSignal,
): Promise<Stack> {
  const emulator = createEmulator();
  await emulator.start();
  emulator.enableDevice(DEVICE);
  const paths = gatewayPaths(root);
  await createGatewayCfg(paths.gatewayCfg).update({
    vendor: DEVICE.vendor,
    model: DEVICE.model,
    uuid: DEVICE.serial,
    cik: '',
  });
  await createEngineConfig(paths.engineConfig).update({ platformUrl: emulator.url });
  const port = await freePort();
  const [program = '', ...args] = await command(port);
  const checkedIn = written(emulator, 'engine_report', signal);
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk) => (log += String(chunk)));
  const closed = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await closed;
    await emulator.stop();
  };
  try {
    await Promise.race([checkedIn, closed.then(() => Promise.reject(new Error(`${program} has ended: ${log}`)))]);
  } catch (error) {
    await stop();
    throw error;
  }
  const { cik } = await createGatewayCfg(paths.gatewayCfg).read();
  return {
    pid: child.pid ?? 0,
    async deliver(value) {
      const arrived = written(emulator, 'temperature', signal);
      const answer = await fetch(`http://127.0.0.1:${port}/onep:v1/stack/alias`, {
        method: 'POST',
        headers: { 'X-Exosite-CIK': cik, 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: `temperature=${value}`,
        signal,
      });
      if (answer.status !== 204) throw new Error(`the queue answered ${answer.status}: ${await answer.text()}`);
      await arrived;
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** The command that runs the engine under supervisord, both in the group whose `cgroup.procs` is given. */
export async function underSupervisor(
  { root, launcher }: Installation,
  procsPath: string,
  port: number,
): Promise<readonly string[]> {
  const conf = join(root, 'bench-supervisord.conf');
  const log = join(root, 'var/log');
  const lines = [
    `[supervisord]\nnodaemon=true\nlogfile=${log}/supervisord.log\npidfile=${root}/run/supervisord.pid`,
    `[program:gwe]\ncommand=${launcher} gwe --with-gmq ${port}\nredirect_stderr=true\nstdout_logfile=${log}/gwe.log\n`,
  ];
  await writeFile(conf, lines.join('\n'));
  return ['sh', '-c', 'echo $$ >"$1" && exec supervisord -n -c "$2"', 'sh', procsPath, conf];
}

/** Resolves at the next value of an alias. */
function written(emulator: Emulator, alias: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = emulator.onWrite((event) => {
      if (event.alias !== alias) return;
      end();
      resolve();
    });
    const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    limit.addEventListener('abort', () => {
      end();
      reject(new Error(`the platform got no ${alias}`, { cause: limit.reason }));
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}
