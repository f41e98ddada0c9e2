import { expect, test } from 'vitest';
import { post } from './fixtures/http.ts';
import { until } from './fixtures/manual-clock.ts';
import { CLIENT } from './fixtures/open-queue.ts';
import { arrived, openPlatform } from './fixtures/platform.ts';
import { runCli, startCli } from './fixtures/run-cli.ts';
import { createScratch } from './fixtures/scratch.ts';

const WRITE = '/onep:v1/stack/alias';
const second = (): number => Math.floor(Date.now() / 1000);

/** What was acknowledged: an alias of its own for each value, and the seconds at which it may stand. */
interface Acknowledged {
  readonly alias: string;
  readonly text: string;
  readonly earliest: number;
  readonly latest: number;
}

/** Sends values until the server is gone: by turns a write of now and a record of another time. */
async function sendUntilGone(url: string, worker: number, acknowledged: Acknowledged[]): Promise<void> {
  for (let index = 0; ; index += 1) {
    const alias = `v${worker}.${index}`;
    const text = `${alias} & 100%`;
    const given = index % 2 === 0 ? undefined : 1_000_000 + index;
    const earliest = given ?? second();
    const path = given === undefined ? WRITE : `${WRITE}/${alias}`;
    const body = `${given ?? alias}=${encodeURIComponent(text)}`;
    const status = await post(url + path, body).then(
      (answer) => answer.status,
      () => undefined,
    );
    if (status === undefined) return;
    expect(status).toBe(204);
    acknowledged.push({ alias, text, earliest, latest: given ?? second() });
  }
}

test('killed in an outage, it delivers all that it acknowledged once, at its own time (gwe K137, K146)', async () => {
  const emulator = await openPlatform();
  const args = ['--port', '0', '--data', createScratch(), '--url', emulator.url];
  const first = startCli(args);
  const firstUrl = await first.firstLine();
  await post(firstUrl + WRITE, 'before=1');
  await emulator.goOffline();

  const acknowledged: Acknowledged[] = [];
  const workers = Array.from({ length: 8 }, (_, worker) => sendUntilGone(firstUrl, worker, acknowledged));
  await until(() => acknowledged.length >= 100, 'enough is acknowledged');
  // In the middle of requests: all that counts is what had been answered.
  await first.kill('SIGKILL');
  await Promise.all(workers);
  expect(emulator.aliases(CLIENT)).toEqual(['before']);

  const second = startCli(args);
  const port = new URL(await second.firstLine()).port;
  await emulator.goOnline();
  const isThere = ({ alias }: Acknowledged): boolean => emulator.read(CLIENT, alias) !== undefined;
  await until(() => acknowledged.every(isThere), 'all of it has arrived');

  for (const { alias, text, earliest, latest } of acknowledged) {
    const points = emulator.history(CLIENT, alias);
    expect(points.map((point) => point.text)).toEqual([text]);
    expect(points[0]?.timestamp).toBeGreaterThanOrEqual(earliest);
    expect(points[0]?.timestamp).toBeLessThanOrEqual(latest);
  }
  expect(arrived(emulator, 'before')).toEqual(['1']);
  const { stdout } = await runCli(['status', '--json', '--port', port]);
  expect(JSON.parse(stdout)).toMatchObject({ deadLetters: 0 });
  expect((await second.kill('SIGTERM')).code).toBe(0);
});
