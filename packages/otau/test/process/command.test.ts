import { readFileSync, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type Command, runCommand } from '../../src/process/command.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { manualClock } from '../fixtures/manual-clock.ts';

async function shell(
  script: string,
  options: Partial<Command> = {},
): Promise<{ end: Awaited<ReturnType<typeof runCommand>>; output: string }> {
  let output = '';
  const end = await runCommand({
    file: '/bin/sh',
    args: ['-c', script],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    timeoutMs: 60_000,
    clock: systemClock,
    onOutput: (chunk) => (output += Buffer.from(chunk).toString()),
    ...options,
  });
  return { end, output };
}

test('gives stdout and stderr in the order in which they were written (otau 3.5)', async () => {
  const { end, output } = await shell('for i in 1 2 3 4 5; do echo out $i; echo err $i >&2; done; exit 7');
  expect(output).toBe([1, 2, 3, 4, 5].map((i) => `out ${i}\nerr ${i}\n`).join(''));
  expect(end).toEqual({ exitCode: 7, signal: undefined, timedOut: false });
});

test('passes arguments without any shell looking at them', async () => {
  const { output } = await shell('', { file: '/bin/echo', args: ['$(id)', '`id`', "'; id #", 'a  b'] });
  expect(output).toBe("$(id) `id` '; id # a  b\n");
});

test('inherits nothing from our environment', async () => {
  vi.stubEnv('OTAU_SECRET', 'cik');
  const { output } = await shell('env', { env: { PATH: '/usr/bin:/bin', ONLY: 'this' } });
  expect(output).toContain('ONLY=this');
  expect(output).not.toContain('OTAU_SECRET');
});

test('names the signal that ended it', async () => {
  expect((await shell('kill -KILL $$')).end).toMatchObject({ exitCode: undefined, signal: 'SIGKILL' });
});

/** A script that ignores SIGTERM, and so does its child; both write their process ids. */
async function stubborn(): Promise<{ script: string; started: Promise<void>; pids: () => Promise<number[]> }> {
  const folder = await freshFolder();
  const file = join(folder, 'pids');
  const started = new Promise<void>((resolve) => {
    const watcher = watch(folder, (_, name) => {
      if (name !== 'done') return;
      watcher.close();
      resolve();
    });
  });
  const loop = 'while :; do sleep 0.05; done';
  const script = `trap "" TERM; (${loop}) & echo $! > ${file}; echo $$ >> ${file}; echo > ${folder}/done; ${loop}`;
  return { script, started, pids: async () => (await readFile(file, 'utf8')).trim().split('\n').map(Number) };
}

/** A process that only waits to be reaped by the system's init is dead. */
function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

test('a timeout kills the whole group, even one that ignores SIGTERM (otau 3.5)', async () => {
  const { script, started, pids } = await stubborn();
  const clock = manualClock();
  const running = shell(script, { clock, timeoutMs: 1000 });
  await started;
  clock.advance(1000);
  await vi.waitFor(() => {
    expect(clock.sleepers()).toBe(1); // the grace between SIGTERM and SIGKILL
  });
  clock.advance(5000);
  expect((await running).end).toMatchObject({ timedOut: true });
  for (const pid of await pids())
    await vi.waitFor(() => {
      expect(isAlive(pid)).toBe(false);
    });
});

test('an abort kills the whole group and rejects with its reason', async () => {
  const { script, started, pids } = await stubborn();
  const clock = manualClock();
  const controller = new AbortController();
  const running = shell(script, { clock, signal: controller.signal });
  running.catch(() => undefined);
  await started;
  controller.abort('enough');
  await vi.waitFor(() => {
    expect(clock.sleepers()).toBe(2); // its timeout, and the grace
  });
  clock.advance(5000);
  await expect(running).rejects.toBe('enough');
  for (const pid of await pids())
    await vi.waitFor(() => {
      expect(isAlive(pid)).toBe(false);
    });
});

test('does not wait for the output of what it leaves in the background, nor kill it (gwe 84)', async () => {
  const clock = manualClock();
  const running = shell('sleep 30 & echo $!', { clock });
  await vi.waitFor(() => {
    expect(clock.sleepers()).toBe(2); // its timeout, and the wait for the rest of its output
  });
  clock.advance(2000);
  const { end, output } = await running;
  expect(end).toMatchObject({ exitCode: 0, timedOut: false });
  expect(isAlive(Number(output))).toBe(true);
  process.kill(Number(output), 'SIGKILL');
});

test('rejects with the error of the system if it cannot start', async () => {
  await expect(shell('true', { cwd: '/nonexistent' })).rejects.toThrow(/ENOENT|nonexistent/);
});
