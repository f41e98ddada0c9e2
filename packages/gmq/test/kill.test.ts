import { expect, test } from 'vitest';
import { post } from './fixtures/http.ts';
import { until } from './fixtures/manual-clock.ts';
import { CLIENT } from './fixtures/open-queue.ts';
import { arrived, openPlatform } from './fixtures/platform.ts';
import { startCli, type RunningCli } from './fixtures/run-cli.ts';
import { createScratch } from './fixtures/scratch.ts';

/** Applications of their own aliases: one writes, the others record at times of their own. */
const ALIASES = ['written', 'recorded-1', 'recorded-2'];

async function sendUntil(
  url: string,
  alias: string,
  enough: () => boolean,
  acknowledged: Map<string, string[]>,
  next: () => number,
) {
  while (!enough()) {
    const number = next();
    const isWrite = alias === 'written';
    const path = isWrite ? '/onep:v1/stack/alias' : `/onep:v1/stack/alias/${alias}`;
    const body = isWrite ? `written=${number}` : `${1_000_000 + number}=${number}`;
    try {
      const { status } = await post(url + path, body);
      if (status === 204) acknowledged.get(alias)?.push(`${number}`);
    } catch {
      return;
    }
  }
}

// Six processes are started: on a busy machine that takes its time.
test(
  'killed at any moment, it delivers everything that it has acknowledged (gwe K146)',
  { timeout: 90_000 },
  async () => {
    const emulator = await openPlatform();
    const data = createScratch();
    const acknowledged = new Map(ALIASES.map((alias) => [alias, [] as string[]]));
    const total = () => [...acknowledged.values()].reduce((sum, values) => sum + values.length, 0);
    let number = 0;
    const next = (): number => (number += 1);
    const start = (): RunningCli =>
      startCli(['--port', '0', '--record-period', '0', '--data', data, '--url', emulator.url]);

    for (const [round, fault] of (['none', 'offline', 'reset', 'none'] as const).entries()) {
      const cli = start();
      const url = await cli.firstLine();
      if (fault === 'offline') await emulator.goOffline();
      if (fault === 'reset') emulator.injectFault({ kind: 'reset', path: '/onep:v1/stack', count: 4 });
      const goal = total() + 40 + 17 * round;
      const sending = ALIASES.map((alias) => sendUntil(url, alias, () => false, acknowledged, next));
      await until(() => total() >= goal, 'enough is acknowledged');
      await cli.kill('SIGKILL');
      await Promise.all(sending);
      if (fault === 'offline') await emulator.goOnline();
    }

    const last = start();
    const url = await last.firstLine();
    const waiting = async (): Promise<number> => {
      const stats: unknown = await (await fetch(`${url}/status`)).json();
      return (stats as { messages: number }).messages; // what /status answers with
    };
    while ((await waiting()) > 0) await until(() => true, 'the backlog');
    for (const [alias, values] of acknowledged) {
      const found = new Set(arrived(emulator, alias));
      expect(values.filter((value) => !found.has(value))).toEqual([]);
    }
    // What has its own time arrives once, whatever was killed or lost on the way.
    for (const alias of ALIASES.slice(1)) {
      const points = emulator.history(CLIENT, alias);
      expect(points.map(({ timestamp }) => timestamp)).toEqual(points.map(({ text }) => 1_000_000 + Number(text)));
    }
    expect((await last.kill('SIGTERM')).code).toBe(0);
  },
);
