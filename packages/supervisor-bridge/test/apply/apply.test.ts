import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ApplyTarget, applyPrograms, type DesiredProgram } from '../../src/apply/apply.ts';
import { SupervisorBridgeError } from '../../src/error.ts';
import { createConfFolder } from '../../src/folder/conf-folder.ts';
import { createSupervisorRpc } from '../../src/rpc/supervisor-rpc.ts';
import { programText, useBed } from '../support/bed.ts';
import { errorOf } from '../support/refusal.ts';

const bed = useBed(({ socketPath }) => createSupervisorRpc({ socketPath }), {
  gwe: programText('gwe', ['command = /bin/sleep 1000', 'startsecs = 0']),
});
const { driver } = bed;
const program = (name: string, priority = 5): DesiredProgram => ({
  name,
  conf: programText(name, ['command = /bin/sleep 1000', 'startsecs = 0', `priority = ${priority}`]),
});
const target = (control: ApplyTarget['control'] = driver): ApplyTarget => ({
  control,
  folder: createConfFolder({ dir: bed.daemon.confDir, pythonPath: '/nonexistent/python3' }),
});
const NOTHING = { added: [], changed: [], removed: [], failures: [] };
const pids = async (): Promise<Record<string, number | undefined>> =>
  Object.fromEntries((await driver.status()).map(({ name, pid }) => [name, pid]));

test('makes the smallest change and touches nothing else; repeated, it does nothing (supervisord 5)', async () => {
  expect(await applyPrograms(target(), [program('a'), program('b'), program('c')])).toEqual({
    ...NOTHING,
    added: ['a', 'b', 'c'],
  });
  const before = await pids();
  expect(await applyPrograms(target(), [program('a'), program('b', 6), program('d')])).toEqual({
    added: ['d'],
    changed: ['b'],
    removed: ['c'],
    failures: [],
  });
  const after = await pids();
  expect([after['gwe'], after['a']]).toEqual([before['gwe'], before['a']]);
  expect(after['b']).not.toBe(before['b']);
  expect(Object.keys(after).sort()).toEqual(['a', 'b', 'd', 'gwe']);
  expect(await applyPrograms(target(), [program('a'), program('b', 6), program('d')])).toEqual(NOTHING);
  expect(await pids()).toEqual(after);
});

test('cut off anywhere and repeated, it does what is left', async () => {
  await applyPrograms(target(), [program('a'), program('b')]);
  const desired = [program('b', 9), program('e')];
  // Each round a call later, until one comes through.
  for (let calls = 0; ; calls += 1) {
    let left = calls;
    const cut =
      <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
      (...args: A): Promise<R> =>
        (left -= 1) < 0 ? Promise.reject(new SupervisorBridgeError('SUPERVISOR_DOWN', 'cut')) : call(...args);
    try {
      await applyPrograms(
        target({
          reread: cut((call) => driver.reread(call)),
          update: cut((names, call) => driver.update(names, call)),
        }),
        desired,
      );
      break;
    } catch (error) {
      expect(error).toMatchObject({ code: 'SUPERVISOR_DOWN' });
    }
  }
  expect(Object.keys(await pids()).sort()).toEqual(['b', 'e', 'gwe']);
  expect(await applyPrograms(target(), desired)).toEqual(NOTHING);
});

test('one bad conf and nothing is changed', async () => {
  const before = readdirSync(bed.daemon.confDir);
  const bad = { name: 'bad', conf: '[program:bad]\ncommand = /bin/echo 100%\n' };
  expect((await errorOf(() => applyPrograms(target(), [program('x'), bad]))).code).toBe('SUPERVISOR_CONF_REFUSED');
  expect((await errorOf(() => applyPrograms(target(), [program('gwe')]))).code).toBe('SUPERVISOR_CONF_REFUSED');
  await expect(applyPrograms(target(), [program('x'), program('x')])).rejects.toThrow(TypeError);
  expect(readdirSync(bed.daemon.confDir)).toEqual(before);
});

test('a program that cannot be stopped does not hinder the others', async () => {
  await applyPrograms(target(), [program('a'), program('b')]);
  const failure = new SupervisorBridgeError('SUPERVISOR_STOP_FAILED', 'stuck');
  const control: ApplyTarget['control'] = {
    reread: (call) => driver.reread(call),
    update: (names, options) => (names?.[0] === 'a' ? Promise.reject(failure) : driver.update(names, options)),
  };
  expect(await applyPrograms(target(control), [program('b', 8)])).toEqual({
    ...NOTHING,
    changed: ['b'],
    failures: [{ name: 'a', error: failure }],
  });
  expect(await applyPrograms(target(), [program('b', 8)])).toEqual({ ...NOTHING, removed: ['a'] });
});

test('a broken file of someone else is told', async () => {
  const foreign = join(bed.daemon.confDir, 'zz.conf');
  writeFileSync(foreign, '[program:zz]\n');
  const kept = { keep: ['gwe', 'zz'] };
  expect((await errorOf(() => applyPrograms(target(), [], kept))).code).toBe('SUPERVISOR_CONF_BROKEN');
  bed.drop('zz');
});
