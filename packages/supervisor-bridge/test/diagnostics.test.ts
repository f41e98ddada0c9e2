import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { publishCommand, publishConf, publishDaemon } from '../src/diagnostics.ts';

test('publishes each event on its own channel', () => {
  const seen: [string | symbol, unknown][] = [];
  const listen = (message: unknown, name: string | symbol): void => {
    seen.push([name, message]);
  };
  const names = ['conf:written', 'conf:removed', 'command:ended', 'daemon:started', 'daemon:exited'];
  for (const name of names) subscribe(`supervisor-bridge:${name}`, listen);
  onTestFinished(() => {
    for (const name of names) unsubscribe(`supervisor-bridge:${name}`, listen);
  });
  const written = { event: 'written', name: 'a', path: '/a', changed: true, checkedBy: 'supervisor' } as const;
  const removed = { event: 'removed', name: 'a', path: '/a' } as const;
  const command = { args: ['status'], exitCode: 3, durationMs: 1 };
  const daemon = { pid: 1, confPath: '/c' };
  publishConf(written);
  publishConf(removed);
  publishCommand(command);
  publishDaemon('started', daemon);
  publishDaemon('exited', { ...daemon, exitCode: 0 });
  expect(seen).toEqual([
    ['supervisor-bridge:conf:written', written],
    ['supervisor-bridge:conf:removed', removed],
    ['supervisor-bridge:command:ended', command],
    ['supervisor-bridge:daemon:started', daemon],
    ['supervisor-bridge:daemon:exited', { ...daemon, exitCode: 0 }],
  ]);
});
