import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StoreChange } from '../store.ts';
import { FATES } from './rows.ts';

/** Applies changes to the database. Prepared once, used inside a transaction that its caller opens. */
export interface ChangeApplier {
  apply(change: StoreChange): void;
}

/** Prepares the statements for every kind of change. `boot` is the row of `boots` for this boot of the machine. */
export function prepareChanges(database: DatabaseSync, boot: number): ChangeApplier {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  // Node 22 binds an empty array without memory of its own as NULL.
  const add = prepare(`INSERT INTO messages(client, id, alias, ts, asked, given, fate, conflicts, mono, boot, value)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, x''))`);
  const sending = prepare('UPDATE clients SET sending = ? WHERE id = ?');
  const remove = prepare('DELETE FROM messages WHERE client = ? AND id = ?');
  const update = prepare('UPDATE messages SET ts = ?, fate = ?, conflicts = ? WHERE client = ? AND id = ?');
  const bury = prepare(`INSERT INTO dead(client, alias, ts, given, mono, boot, reason, at, value)
    SELECT client, alias, asked, given, mono, boot, ?, ?, value FROM messages WHERE client = ? AND id = ?`);
  const trimDead = prepare(`DELETE FROM dead WHERE id <= (SELECT max(id) FROM
    (SELECT id, row_number() OVER newest AS nth, sum(length(value)) OVER newest AS bytes FROM dead
      WINDOW newest AS (ORDER BY id DESC)) WHERE nth > ? OR bytes > ?)`);
  const useSeconds = prepare(`INSERT INTO seconds(client, alias, first, last) VALUES (?, ?, ?, ?)
    ON CONFLICT(client, alias) DO UPDATE SET first = excluded.first, last = excluded.last`);
  const forgetSeconds = prepare('DELETE FROM seconds WHERE client = ? AND alias = ?');

  return {
    apply(change) {
      switch (change.kind) {
        case 'add': {
          const m = change.message;
          const fate = FATES.indexOf(m.fate);
          const given = m.given ? 1 : 0;
          add.run(
            m.clientId,
            m.id,
            m.alias,
            m.timestamp,
            m.asked,
            given,
            fate,
            m.conflicts,
            Math.trunc(m.monoMs),
            boot,
            m.value,
          );
          break;
        }
        case 'sending':
          sending.run(change.lastId, change.clientId);
          break;
        case 'answered':
          sending.run(0, change.clientId);
          break;
        case 'remove':
          remove.run(change.clientId, change.id);
          break;
        case 'update':
          update.run(change.timestamp, FATES.indexOf(change.fate), change.conflicts, change.clientId, change.id);
          break;
        case 'bury':
          bury.run(change.reason, change.at, change.clientId, change.id);
          remove.run(change.clientId, change.id);
          break;
        case 'trimDead':
          trimDead.run(change.keep, change.keepBytes);
          break;
        case 'useSeconds':
          useSeconds.run(change.clientId, change.run.alias, change.run.first, change.run.last);
          break;
        case 'forgetSeconds':
          forgetSeconds.run(change.clientId, change.alias);
          break;
      }
    },
  };
}
