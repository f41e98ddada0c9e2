import { createMemoryStore, type MessageStore } from '@gateway-engine/gmq';
import { expect, test } from 'vitest';
import { watchStore, type FaultPoint } from '../../src/gmq-kill/fault-points.ts';

test('tells of a commit before and after it, by what is committed', () => {
  const passed: (FaultPoint | 'commit')[] = [];
  const store: MessageStore = { ...createMemoryStore(), commit: () => void passed.push('commit') };
  const watched = watchStore(store, (point) => passed.push(point));
  watched.commit([{ kind: 'forgetSeconds', clientId: 1, alias: 'a' }]);
  watched.commit([{ kind: 'sending', clientId: 1, lastId: 1 }]);
  watched.commit([{ kind: 'answered', clientId: 1 }]);
  expect(passed.join(' ')).toBe('committing commit committed committing commit marked settling commit settled');
});
