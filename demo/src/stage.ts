import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { createEmulator, type Emulator } from '@gateway-engine/exosite-emulator';
import { buildRelease } from '@gateway-engine/release';
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

/** Versions of the engine in this demo: the one that it begins with, and the one that it updates itself to. */
export const ENGINE_VERSIONS = ['1.0.0', '1.0.1'] as const;

/** Starts the platform, and installs the gateway's release package into a folder; nothing of the gateway runs yet. */
export async function openStage(): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'gwe-'));
  const emulator = createEmulator({ console: { port: 0 } });
  await emulator.start();
  emulator.enableDevice(DEVICE);
  const queuePort = await freePort();
  const queueUrl = `http://127.0.0.1:${queuePort}`;
  const environment = {
    GWE_ROOT: root,
    GWE_NODE: process.execPath,
    GMQ_URL: queueUrl,
    GMQ_PORT: String(queuePort),
    GMQ_PLATFORM_URL: emulator.url,
  };
  const env = { ...process.env, ...environment };
  await installEngine(root, ENGINE_VERSIONS[0], env);
  const supervisord = createSupervisord({ root, environment });
  return {
    root,
    queueUrl,
    emulator,
    supervisord,
    async gwe(...args) {
      const { stdout } = await run(join(root, 'usr/local/bin/gwe'), args, { env });
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

const run = promisify(execFile);

/** As a person would at a fresh machine: unpack the release package, run its install.sh. */
async function installEngine(root: string, version: string, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = join(root, 'tmp');
  await mkdir(folder, { recursive: true });
  const { path } = await buildRelease({ version, outDir: folder, apps: [] });
  await run('tar', ['xzf', path, '-C', folder]);
  await run(join(folder, 'gateway-engine/install.sh'), { env });
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
