import type { StoreChange } from '../store.ts';
import type { Queries } from './queries.ts';

/**
 * What puts the messages of a client, and the mark of those under way, back as they were before these changes. The
 * rest stays: what has been learnt of the platform is true whether or not it was written down the first time, and
 * whoever learnt it writes it again.
 */
export function planUndo(
  changes: readonly StoreChange[],
  { head, sendingOf }: Pick<Queries, 'head' | 'sendingOf'>,
): readonly StoreChange[] {
  const undo: StoreChange[] = [];
  const restored = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'add') {
      undo.push({ kind: 'remove', clientId: change.message.clientId, id: change.message.id });
    } else if (change.kind === 'remove') {
      const { clientId, id } = change;
      const [message] = head(clientId, { maxMessages: 1, maxBytes: 1, afterId: id - 1 });
      if (message?.id !== id || restored.has(`${clientId} ${id}`)) continue;
      restored.add(`${clientId} ${id}`);
      undo.push({ kind: 'add', message });
    } else if (change.kind === 'answered') {
      // Without the mark a message that the platform has would be sent again as if for the first time.
      undo.push({ kind: 'sending', clientId: change.clientId, ...sendingOf(change.clientId) });
    }
  }
  return undo;
}
