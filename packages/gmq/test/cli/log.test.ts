import { expect, onTestFinished, test } from 'vitest';
import { logEvents } from '../../src/cli/log.ts';
import { publish } from '../../src/diagnostics.ts';

function openLog(): { readonly lines: string[]; readonly end: () => void } {
  const lines: string[] = [];
  const end = logEvents((line) => lines.push(line));
  onTestFinished(end);
  return { lines, end };
}

const FAILURE = { client: 'acme gateway 0001', reason: 'It is down.', retryInMs: 1500, messages: 3 };

test('says in one line each what does not go as it should', () => {
  const { lines } = openLog();
  publish('gmq:lane:failed', () => FAILURE);
  publish('gmq:message:buried', () => ({ client: 'CIK 12345678…', alias: 'a', timestamp: 7, reason: 'It is wrong.' }));
  publish('gmq:dead:dropped', () => ({ letters: 2 }));
  publish('gmq:store:salvaged', () => ({ path: '/x/gmq.db.damaged', clients: 1, messages: 5, deadLetters: 2 }));
  expect(lines).toEqual([
    'gmq: acme gateway 0001: It is down. 3 wait, next attempt in 2 s',
    'gmq: CIK 12345678…: a at 7 went to the dead letters: It is wrong.',
    'gmq: 2 of the oldest dead letters gave way to newer ones',
    'gmq: the data file was damaged; kept 1 identities, 5 messages and 2 dead letters, the rest lies in /x/gmq.db.damaged',
  ]);
});

test('says nothing while all goes well, and nothing after its end', () => {
  const { lines, end } = openLog();
  publish('gmq:message:delivered', () => ({ client: 'c', messages: 1, by: 'write' }));
  publish('gmq:store:committed', () => ({ changes: 1, durationMs: 1 }));
  end();
  publish('gmq:lane:failed', () => FAILURE);
  expect(lines).toEqual([]);
});

test('writes what the levels let through (gwe K140)', () => {
  const lines: string[] = [];
  const end = logEvents(
    (line) => lines.push(line),
    (logger, level) => logger === 'db' && level === 'DEBUG',
  );
  onTestFinished(end);
  publish('gmq:lane:failed', () => FAILURE);
  publish('gmq:store:committed', () => ({ changes: 3, durationMs: 1.234 }));
  expect(lines).toEqual(['gmq: 3 changes on disk in 1.2 ms']);
});

test('by default says what was dropped or put right, and no details', () => {
  const { lines } = openLog();
  publish('gmq:message:dropped', () => ({ client: 'acme', messages: 2, reason: 'expired' }));
  publish('gmq:message:retimed', () => ({ client: 'acme', messages: 2 }));
  publish('gmq:time:learnt', () => ({ epochMs: 1, clockIsOffMs: 61_000 }));
  publish('gmq:message:delivered', () => ({ client: 'acme', messages: 1, by: 'record' }));
  expect(lines).toEqual([
    'gmq: acme: 2 messages were dropped: expired',
    'gmq: acme: the times of 2 messages were put right',
  ]);
});
