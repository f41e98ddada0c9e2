import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { createEmulator, type Emulator } from '@gateway-engine/exosite-emulator';
import { createSupervisord, type Supervisord } from '@gateway-engine/supervisor-bridge';

export const PRODUCT = 'demoproduct';
export const DEVICE = { vendor: PRODUCT, model: PRODUCT, serial: 'DE:MO:00:00:00:01' } as const;

/** What the demo plays on: a platform, and a gateway in a folder of its own. */
export interface Stage {
  readonly root: string;
  readonly queueUrl: string;
  readonly emulator: Emulator;
  readonly supervisord: Supervisord;
  /** Runs the real `gwe` and resolves with what it prints. */
  readonly gwe: (...args: readonly string[]) => Promise<string>;
  /** The last lines of every log of the gateway. */
  readonly logTails: () => Promise<string>;
  readonly close: () => Promise<void>;
}

const bin = (specifier: string): string => fileURLToPath(new URL('src/cli/main.ts', import.meta.resolve(specifier)));
const GWE = bin('gateway-engine/package.json');
const GMQ = bin('@gateway-engine/gmq/package.json');

/** Starts the platform and prepares the gateway's folder; nothing of the gateway runs yet. */
export async function openStage(): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'gwe-'));
  const emulator = createEmulator();
  await emulator.start();
  emulator.enableDevice(DEVICE);
  const queuePort = await freePort();
  const queueUrl = `http://127.0.0.1:${queuePort}`;
  const environment = { GWE_ROOT: root, GMQ_URL: queueUrl };
  const supervisord = createSupervisord({
    root,
    environment,
    programs: [
      { name: 'gmq', command: [process.execPath, GMQ, '--port', String(queuePort), '--url', emulator.url] },
      { name: 'gwe', command: [process.execPath, GWE] },
    ],
  });
  return {
    root,
    queueUrl,
    emulator,
    supervisord,
    async gwe(...args) {
      const env = { ...process.env, GWE_ROOT: root };
      const { stdout } = await promisify(execFile)(process.execPath, [GWE, ...args], { env });
      return stdout;
    },
    logTails: () => readTails(join(root, 'var/log')),
    async close() {
      await supervisord.stop();
      await emulator.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function readTails(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.log'));
  const tails = await Promise.all(
    names.map(async (name) => {
      const lines = (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n');
      return `--- ${name}\n${lines.slice(-15).join('\n')}\n`;
    }),
  );
  return tails.join('');
}

/** A port that nobody listens on: a second demo beside this one gets another. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port to be had');
  return address.port;
}
