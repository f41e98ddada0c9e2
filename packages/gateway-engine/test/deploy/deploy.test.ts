import { expect, test } from 'vitest';

import { deploy, type FleetPlatform } from '../../src/deploy/deploy.ts';
import { createManualClock } from '../fixtures/manual-clock.ts';

const PKG = { fileName: 'app.v2.tar.gz', name: 'app', version: '2', sha256: 'f'.repeat(64) };
const INSTALLED = 'app 2: installed, exit code 0, 1.0 s';

/** Gateways that answer a command with the status given here at the second look; none: they stay silent. */
function fleet(answers: Readonly<Record<string, string>>) {
  const commands: string[] = [];
  const looks = new Map<string, number>();
  const platform: FleetPlatform = {
    publish: () => Promise.resolve(void commands.push('publish')),
    write: (serial, alias, value) => Promise.resolve(void commands.push(`${serial} ${alias} ${value}`)),
    read(serial) {
      const look = (looks.get(serial) ?? 0) + 1;
      looks.set(serial, look);
      return Promise.resolve(look > 2 ? answers[serial] : INSTALLED.replace('1.0', '9.9'));
    },
  };
  const run = (serials: readonly string[], waveSize: number) =>
    deploy({
      platform,
      pkg: PKG,
      serials,
      waveSize,
      timeoutMs: 60_000,
      pollMs: 1000,
      clock: createManualClock(),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
  return { commands, run };
}

test('uploads, commands by digest, and follows until every gateway has told (gwe 71, otau 4.4)', async () => {
  const { commands, run } = fleet({ a: INSTALLED, b: INSTALLED });
  expect((await run(['a', 'b'], 10)).map(({ serial, outcome }) => `${serial} ${outcome}`)).toEqual([
    'a installed',
    'b installed',
  ]);
  const command = JSON.stringify({ install: [{ name: PKG.fileName, sha256: PKG.sha256 }] });
  expect(commands).toEqual(['publish', `a engine_fetch ${command}`, `b engine_fetch ${command}`]);
});

test('a wave in which one gateway fails is the last; those behind it are left as they are', async () => {
  const { commands, run } = fleet({ a: INSTALLED, b: 'app.v2.tar.gz: failed (OTAU_ROLLED_BACK): not well' });
  const outcomes = await run(['a', 'b', 'c', 'd'], 2);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['installed', 'failed', 'notAttempted', 'notAttempted']);
  expect(commands.some((command) => command.startsWith('c'))).toBe(false);
});

test.each([0, Number.NaN, 1.5])(
  'a wave of %s gateways is a mistake of the caller, and nothing is uploaded',
  async (waveSize) => {
    const { commands, run } = fleet({ a: INSTALLED });
    await expect(run(['a'], waveSize)).rejects.toThrow(TypeError);
    expect(commands).toEqual([]);
  },
);

test('what a gateway said before the command is no answer to it, and silence ends after a time', async () => {
  const { run } = fleet({ a: INSTALLED.replace('1.0', '9.9') });
  expect(await run(['a'], 1)).toEqual([{ serial: 'a', outcome: 'silent', line: 'no fetch_status in time' }]);
});

test('a gateway that the platform does not know fails alone, and is told with the reason', async () => {
  const clock = createManualClock();
  const outcomes = await deploy({
    platform: {
      publish: () => Promise.resolve(),
      write: () => Promise.resolve(),
      read: () => Promise.reject(new Error('no such serial number')),
    },
    pkg: PKG,
    serials: ['a'],
    waveSize: 1,
    timeoutMs: 60_000,
    pollMs: 1000,
    clock,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  expect(outcomes).toEqual([{ serial: 'a', outcome: 'failed', line: 'no such serial number' }]);
});
