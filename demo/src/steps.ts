import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { buildRelease } from '@gateway-engine/release';

import { publishApp, upload } from './app.ts';
import { findLosses, readSamples } from './samples.ts';
import { DEVICE, ENGINE_VERSIONS, type Stage } from './stage.ts';
import { waitFor } from './wait.ts';

/** How long the platform is away in the demo. The example app writes once a second meanwhile. */
const OUTAGE_VALUES = 6;

/** A step does something real and resolves with the evidence, or rejects. */
export interface Step {
  readonly title: string;
  run(stage: Stage, signal: AbortSignal): Promise<string>;
}

export const STEPS: readonly Step[] = [
  {
    title: 'gwe and gmq run under a private supervisord',
    async run(stage, signal) {
      await stage.gwe('--set-product-id', DEVICE.vendor, '--set-uuid', DEVICE.serial);
      await stage.gwe(
        '--set-platform-url',
        stage.emulator.url,
        '--set-update-interval',
        '3',
        '--set-healthy-seconds',
        '2',
      );
      await stage.supervisord.start();
      const programs = await waitFor('gwe and gmq RUNNING', () => running(stage, ['gwe', 'gmq']), { signal });
      return programs.map(({ name, description }) => `${name} RUNNING, ${description}`).join('; ');
    },
  },
  {
    title: 'the gateway activates itself and reports',
    async run({ emulator, gwe }, signal) {
      const report = await waitFor('engine_report', () => emulator.read(DEVICE, 'engine_report')?.text, { signal });
      for (const alias of ['device_info', 'usage_report'])
        assert(emulator.read(DEVICE, alias) !== undefined, `no ${alias}`);
      const cik = (await gwe('--gateway-cik')).trim();
      assert(cik.length === 40, 'gwe --gateway-cik prints no CIK of 40 characters');
      return `CIK ${cik.slice(0, 8)}… stored; engine_report ${report}`;
    },
  },
  {
    title: 'an app is built, uploaded and deployed over the air',
    run: (stage, signal) => deploy(stage, '1', signal),
  },
  {
    title: 'its data arrives on the platform through gmq',
    async run({ emulator }, signal) {
      const samples = await waitFor('three values', () => atLeast(3, readSamples(emulator)), { signal });
      return `${samples.length} values of sine-data, the last one ${JSON.stringify(samples.at(-1))}`;
    },
  },
  {
    title: 'the cloud sets another check-in interval',
    async run({ emulator, gwe }, signal) {
      emulator.write(DEVICE, { update_interval: '1' });
      await waitFor('update_interval cleared', () => cleared(emulator, 'update_interval'), { signal });
      const config = await gwe('--engine-conf');
      assert(/^update_interval = 1$/m.test(config), `Engine.config does not have it: ${config}`);
      return 'Engine.config has update_interval = 1, the resource is cleared';
    },
  },
  {
    title: 'commands that cannot be carried out are answered, and change nothing',
    async run({ emulator }, signal) {
      const answers: string[] = [];
      for (const [command, expected] of [
        ['install sine-demo', 'not JSON'],
        ['{"install":[{"name":"no-such-app.v1.tar.gz"}]}', 'no-such-app.v1.tar.gz: failed'],
        ['{"install":[{"name":"nonsense.zip"}]}', 'nonsense.zip: failed'],
      ] as const) {
        emulator.write(DEVICE, { engine_fetch: command });
        answers.push(await waitFor(`an answer to ${command}`, () => status(emulator, expected), { signal }));
      }
      assert(emulator.read(DEVICE, 'engine_fetch')?.text === '', 'engine_fetch was not cleared');
      return answers.map((answer) => `"${answer}"`).join('\n      ');
    },
  },
  {
    title: 'version 2 replaces version 1 over the air',
    async run(stage, signal) {
      const evidence = await deploy(stage, '2', signal);
      await waitFor('values of version 2', () => ofVersion(stage, '2').at(1), { signal });
      return evidence;
    },
  },
  {
    title: 'a version that does not stay up is taken back by itself',
    async run(stage, signal) {
      const fileName = await publishApp(stage, '3', { 'sine.py': 'raise SystemExit("this version is broken")\n' });
      command(stage, fileName);
      const told = await waitFor('the rollback', () => status(stage.emulator, 'OTAU_ROLLED_BACK'), { signal });
      const isBack = () => reportedRunning(stage.emulator, '2');
      await waitFor('sine-demo 2 RUNNING again in engine_report', isBack, { signal });
      return `fetch_status "${told}"; engine_report: sine-demo 2 RUNNING`;
    },
  },
  {
    title: 'the engine is killed in the middle of an install: that is told, and no script runs twice',
    async run(stage, signal) {
      const marks = join(stage.root, 'tmp/marks');
      const script = `#!/bin/sh\necho run >> ${marks}\nexec sleep 60\n`;
      command(stage, await publishApp(stage, '4', { 'install.sh': script }));
      await waitFor('the script at work', () => readFile(marks, 'utf8'), { signal });
      const { pid } = (await stage.supervisord.control.statusOf('gwe')) ?? {};
      assert(pid !== undefined, 'gwe has no process');
      process.kill(pid, 'SIGKILL');
      const told = await waitFor('the report', () => status(stage.emulator, 'OTAU_INTERRUPTED'), { signal });
      assert((await readFile(marks, 'utf8')) === 'run\n', 'the script ran twice');
      const isThere = () => reportedRunning(stage.emulator, '2');
      await waitFor('sine-demo 2 RUNNING in engine_report', isThere, { signal });
      return `process ${pid} killed; fetch_status "${told}"`;
    },
  },
  {
    title: 'the engine updates itself over the air',
    async run(stage, signal) {
      const [before, after] = ENGINE_VERSIONS;
      assert((await stage.gwe('--version')).trim() === before, `this is not version ${before}`);
      const { path } = await buildRelease({ version: after, outDir: join(stage.root, 'tmp'), apps: [] });
      command(stage, await upload(stage, path));
      const expected = `GatewayEngine ${after}: installed`;
      const told = await waitFor('fetch_status', () => status(stage.emulator, expected), { signal });
      const hasNew = () => reportedEngine(stage.emulator, after);
      await waitFor(`a check-in of ${after}`, hasNew, { signal });
      return `fetch_status "${told}"; device_info: engine ${after}`;
    },
  },
  {
    title: 'an outage of the platform is bridged',
    async run(stage, signal) {
      const before = readSamples(stage.emulator).length;
      await stage.emulator.goOffline();
      const backlog = await waitFor('a backlog', () => atLeastNumber(OUTAGE_VALUES, queueBacklog(stage)), { signal });
      assert(readSamples(stage.emulator).length === before, 'values arrived while the platform was away');
      await stage.emulator.goOnline();
      await waitFor('an empty queue', async () => ((await queueBacklog(stage)) === 0 ? true : undefined), { signal });
      const arrived = readSamples(stage.emulator).length - before;
      assert(arrived >= backlog, `${backlog} values were queued, ${arrived} arrived`);
      return `${backlog} values queued while it was away, ${arrived} there since it is back`;
    },
  },
  {
    title: 'every value arrived, once, at its own time',
    run({ emulator }) {
      const samples = readSamples(emulator);
      const losses = findLosses(samples);
      assert(losses.length === 0, losses.join('; '));
      return Promise.resolve(`${samples.length} values without a gap, none twice`);
    },
  },
];

/** Publishes a version, commands it, and waits until the gateway has reported it RUNNING. */
async function deploy(stage: Stage, version: string, signal: AbortSignal): Promise<string> {
  const { emulator } = stage;
  const fileName = await publishApp(stage, version);
  command(stage, fileName);
  const told = await waitFor('fetch_status', () => status(emulator, `sine-demo ${version}: installed`), { signal });
  await waitFor(`sine-demo ${version} RUNNING in engine_report`, () => reportedRunning(emulator, version), { signal });
  assert(emulator.read(DEVICE, 'engine_fetch')?.text === '', 'engine_fetch was not cleared');
  return `fetch_status "${told}"; engine_report: sine-demo ${version} RUNNING`;
}

function command({ emulator }: Stage, fileName: string): void {
  emulator.write(DEVICE, { engine_fetch: JSON.stringify({ install: [{ name: fileName }] }) });
}

function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

async function running({ supervisord }: Stage, names: readonly string[]) {
  const programs = (await supervisord.control.status()).filter(({ name }) => names.includes(name));
  return programs.length === names.length && programs.every(({ state }) => state === 'RUNNING') ? programs : undefined;
}

/** Whether the latest `engine_report` says that this version of the example app runs. */
function reportedRunning(emulator: Stage['emulator'], version: string): true | undefined {
  const report = emulator.read(DEVICE, 'engine_report')?.text ?? '';
  const [, app = ''] = /"sine-demo":(\{[^}]*\})/.exec(report) ?? [];
  return app.includes('"status":"RUNNING"') && app.includes(`"version":"${version}"`) ? true : undefined;
}

/** Whether the latest `device_info` comes from this version of the engine. */
function reportedEngine(emulator: Stage['emulator'], version: string): true | undefined {
  return emulator.read(DEVICE, 'device_info')?.text.includes(`"engine":"${version}"`) === true ? true : undefined;
}

/** The line of `fetch_status` that holds the text. */
function status(emulator: Stage['emulator'], expected: string): string | undefined {
  return emulator
    .read(DEVICE, 'fetch_status')
    ?.text.split('\n')
    .find((line) => line.includes(expected));
}

function cleared(emulator: Stage['emulator'], alias: string): true | undefined {
  return emulator.read(DEVICE, alias)?.text === '' ? true : undefined;
}

function ofVersion({ emulator }: Stage, version: string) {
  return readSamples(emulator).filter((sample) => sample.version === version);
}

function atLeast<T>(count: number, list: readonly T[]): readonly T[] | undefined {
  return list.length >= count ? list : undefined;
}

async function atLeastNumber(count: number, value: Promise<number>): Promise<number | undefined> {
  const found = await value;
  return found >= count ? found : undefined;
}

async function queueBacklog({ queueUrl }: Stage): Promise<number> {
  const answer = await fetch(`${queueUrl}/status`);
  const value: unknown = await answer.json();
  if (typeof value === 'object' && value !== null && 'messages' in value && typeof value.messages === 'number')
    return value.messages;
  throw new Error('the queue does not tell its backlog');
}
