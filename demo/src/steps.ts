import { publishApp } from './app.ts';
import { findLosses, readSamples } from './samples.ts';
import { DEVICE, type Stage } from './stage.ts';
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
      await stage.gwe('--set-platform-url', stage.emulator.url, '--set-update-interval', '3');
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
      const losses = ['1', '2'].flatMap((version) => findLosses(samples, version));
      assert(losses.length === 0, losses.join('; '));
      return Promise.resolve(`${samples.length} values without a gap, none twice`);
    },
  },
];

/** Publishes a version, commands it, and waits until the gateway has reported it RUNNING. */
async function deploy(stage: Stage, version: string, signal: AbortSignal): Promise<string> {
  const { emulator } = stage;
  const fileName = await publishApp(stage, version);
  emulator.write(DEVICE, { engine_fetch: JSON.stringify({ install: [{ name: fileName }] }) });
  const told = await waitFor('fetch_status', () => status(emulator, `sine-demo ${version}: installed`), { signal });
  await waitFor(`sine-demo ${version} RUNNING in engine_report`, () => reportedRunning(emulator, version), { signal });
  assert(emulator.read(DEVICE, 'engine_fetch')?.text === '', 'engine_fetch was not cleared');
  return `fetch_status "${told}"; engine_report: sine-demo ${version} RUNNING`;
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
