import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchPrograms } from '../../src/control/watch.ts';
import type { ProgramStatus } from '../../src/control/control.ts';
import { createSupervisord } from '../../src/daemon/supervisord.ts';
import { SupervisorBridgeError } from '../../src/error.ts';
import { createSupervisorRpc } from '../../src/rpc/supervisor-rpc.ts';
import { programText } from '../support/bed.ts';
import { manualClock } from '../support/clock.ts';
import { temporaryFolder } from '../support/folders.ts';

const app: ProgramStatus = { name: 'app', group: 'app', state: 'RUNNING', description: '', pid: 7 };

/** A supervisord that gives these answers, one per look; the last one stays. */
function scripted(...looks: (readonly ProgramStatus[] | Error)[]): { status: () => Promise<readonly ProgramStatus[]> } {
  return {
    status: () => {
      const look = looks.length > 1 ? looks.shift() : looks[0];
      return look instanceof Error ? Promise.reject(look) : Promise.resolve(look ?? []);
    },
  };
}

test('reports what changed, and nothing while nothing does (supervisord 7)', async () => {
  const clock = manualClock();
  const stopped: ProgramStatus = { name: 'app', group: 'app', state: 'STOPPED', description: '' };
  const watch = watchPrograms(scripted([app], [app], [app], [stopped]), { clock });
  expect((await watch.next()).value).toMatchObject({ name: 'app', before: undefined, after: app });
  expect((await watch.next()).value).toMatchObject({ name: 'app', before: app, after: stopped });
  expect(clock.slept).toBe(3000);
  expect(await watch.return(undefined)).toMatchObject({ done: true });
});

test('goes on while supervisord is away, and sees what was restarted meanwhile', async () => {
  const down = new SupervisorBridgeError('SUPERVISOR_DOWN', 'away');
  const after = { ...app, pid: 8 };
  const watch = watchPrograms(scripted([app], down, down, [after]), { clock: manualClock() });
  await watch.next();
  expect((await watch.next()).value).toEqual({ type: 'lost', error: down });
  expect((await watch.next()).value).toEqual({ type: 'found' });
  expect((await watch.next()).value).toMatchObject({ before: app, after });
});

test('what will not pass by itself ends it, and so does an abort', async () => {
  const locked = new SupervisorBridgeError('SUPERVISOR_UNAUTHORIZED', 'locked');
  await expect(watchPrograms(scripted(locked), { clock: manualClock() }).next()).rejects.toBe(locked);
  const reason = new Error('enough');
  const aborted = watchPrograms(scripted([app]), { signal: AbortSignal.abort(reason) });
  await expect(aborted.next()).rejects.toBe(reason);
});

test('sees a crash loop of a real program, and a killed supervisord come back (supervisord 7, gwe 102)', async (context) => {
  const daemon = createSupervisord({ root: temporaryFolder(context) });
  context.onTestFinished(() => daemon.stop());
  mkdirSync(daemon.confDir, { recursive: true });
  const lines = ['command = /bin/false', 'startsecs = 1', 'startretries = 1'];
  writeFileSync(join(daemon.confDir, 'app.conf'), programText('app', lines));
  await daemon.start();
  const rpc = createSupervisorRpc({ socketPath: daemon.socketPath });
  const states: string[] = [];
  for await (const event of watchPrograms(rpc, { pollMs: 20, timeoutMs: 2000 })) {
    if (event.type !== 'program') {
      states.push(event.type);
      if (event.type === 'lost') await daemon.start();
      else break;
    } else if (event.after?.state === 'FATAL') {
      states.push('FATAL');
      process.kill(daemon.pid ?? 0, 'SIGKILL');
      await context.expect.poll(() => daemon.pid, { timeout: 10_000 }).toBeUndefined();
    } else {
      states.push(event.after?.state ?? 'gone');
    }
  }
  expect(states).toContain('BACKOFF');
  expect(states.slice(-3)).toEqual(['FATAL', 'lost', 'found']);
});
