import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSupervisord } from '../../src/daemon/supervisord.ts';
import { followLog } from '../../src/log/follow.ts';
import { manualClock } from '../support/clock.ts';
import { temporaryFolder } from '../support/folders.ts';

test('gives what is appended, over a rotation and a cut, each byte once (supervisord 6)', async () => {
  const path = join(temporaryFolder(), 'log');
  writeFileSync(path, 'old\n');
  // Each sleep is a look without news: then the next thing happens.
  const events = [
    () => {
      appendFileSync(path, 'a\xff\n', 'latin1');
    },
    () => {
      appendFileSync(path, 'b\n');
      renameSync(path, `${path}.1`);
      writeFileSync(path, 'c\n');
    },
    () => {
      renameSync(path, `${path}.1`);
    },
    () => {
      writeFileSync(path, 'd\n');
    },
    () => {
      appendFileSync(path, 'longer than that\n');
    },
    () => {
      truncateSync(path, 0);
      appendFileSync(path, 'e\n');
    },
  ];
  const abort = new AbortController();
  const reason = new Error('enough');
  const clock = {
    ...manualClock(),
    sleep: () => {
      const event = events.shift();
      if (event === undefined) abort.abort(reason);
      else event();
      return Promise.resolve();
    },
  };
  const seen: Buffer[] = [];
  const following = (async () => {
    for await (const bytes of followLog(path, { clock, signal: abort.signal })) seen.push(bytes);
  })();
  await expect(following).rejects.toBe(reason);
  expect(Buffer.concat(seen).toString('latin1')).toBe('a\xff\nb\nc\nd\nlonger than that\ne\n');
});

test('from the start, and waiting for a log that is not there yet', async () => {
  const path = join(temporaryFolder(), 'log');
  const clock = {
    ...manualClock(),
    sleep: () => {
      writeFileSync(path, 'first\n');
      return Promise.resolve();
    },
  };
  const follow = followLog(path, { from: 'start', clock });
  expect(String((await follow.next()).value)).toBe('first\n');
  await follow.return();
});

test('misses nothing of a real program while supervisord rotates its log (supervisord 6, gwe 101)', async (context) => {
  const script =
    'i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo "line $i of a log that is rotated"; [ $((i % 100)) = 0 ] && sleep 0.05; done; exec sleep 1000';
  const daemon = createSupervisord({
    root: temporaryFolder(context),
    programs: [
      {
        name: 'app',
        command: ['/bin/sh', '-c', script],
        startSeconds: 0,
        redirectStderr: true,
        stdoutLogfileMaxBytes: 16 * 1024,
        stdoutLogfileBackups: 1,
      },
    ],
  });
  context.onTestFinished(() => daemon.stop());
  await daemon.start();
  let text = '';
  for await (const bytes of followLog(join(daemon.logDir, 'app.log'), { from: 'start', pollMs: 5 })) {
    text += bytes.toString();
    if (text.includes('line 3000 of')) break;
  }
  const lines = text.match(/line \d+ of/gu) ?? [];
  expect(lines.at(-1)).toBe('line 3000 of');
  // What was rotated away twice before the first look is gone; from then on nothing is missing.
  const first = Number(/\d+/u.exec(lines[0] ?? '')?.[0]);
  expect(lines).toEqual(Array.from({ length: 3001 - first }, (_, index) => `line ${first + index} of`));
});
