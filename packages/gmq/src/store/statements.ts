import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { sizeOfMessage } from '../message.ts';
import { priorityOf } from '../priority.ts';
import type { StoreChange, StoredMessage } from '../store.ts';
import { FATES, readInteger } from './rows.ts';

/** Applies changes to the database. Prepared once, used inside a transaction that its caller opens. */
export interface ChangeApplier {
  /** Applies changes and brings the counts of what waits up to date. */
  apply(changes: readonly StoreChange[]): void;
}

/** Prepares the statements for every kind of change. `boot` is the row of `boots` for this boot of the machine. */
export function prepareChanges(database: DatabaseSync, boot: number): ChangeApplier {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  // Node 22 binds an empty array without memory of its own as NULL.
  const add = prepare(`INSERT INTO messages(client, id, alias, ts, asked, given, fate, conflicts, mono, boot, priority,
    expires, wall, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, x''))`);
  const sending = prepare('UPDATE clients SET sending = ?, sending_from = ? WHERE id = ?');
  const remove = prepare(`DELETE FROM messages WHERE client = ? AND id = ?
    RETURNING length(value) + length(CAST(alias AS BLOB)) + 64 AS bytes`);
  const update = prepare('UPDATE messages SET ts = ?, fate = ?, conflicts = ? WHERE client = ? AND id = ?');
  const retime = prepare(`UPDATE messages SET ts = ?, asked = ?, wall = ?, expires = ? WHERE client = ? AND id = ?`);
  const bury = prepare(`INSERT INTO dead(client, alias, ts, given, mono, boot, reason, at, value)
    SELECT client, alias, asked, given, mono, boot, ?, ?, value FROM messages WHERE client = ? AND id = ?`);
  const trimDead = prepare(`DELETE FROM dead WHERE id <= (SELECT max(id) FROM
    (SELECT id, row_number() OVER newest AS nth, sum(length(value)) OVER newest AS bytes FROM dead
      WINDOW newest AS (ORDER BY id DESC)) WHERE nth > ? OR bytes > ?)`);
  const removeDead = prepare('DELETE FROM dead WHERE id = ?');
  const useSeconds = prepare(`INSERT INTO seconds(client, alias, first, last) VALUES (?, ?, ?, ?)
    ON CONFLICT(client, alias) DO UPDATE SET first = excluded.first, last = excluded.last`);
  const forgetSeconds = prepare('DELETE FROM seconds WHERE client = ? AND alias = ?');
  const anchor = prepare('UPDATE boots SET anchor = ?, anchor_error = ?, anchor_sampled = ? WHERE id = ?');
  const count = prepare('UPDATE clients SET messages = messages + ?, bytes = bytes + ? WHERE id = ?');
  const counted = new Map<number, { messages: number; bytes: number }>();

  function note(clientId: number, messages: number, bytes: number): void {
    const known = counted.get(clientId);
    if (known === undefined) {
      counted.set(clientId, { messages, bytes });
      return;
    }
    known.messages += messages;
    known.bytes += bytes;
  }

  function addMessage(m: StoredMessage): void {
    const { clientId, id, alias, timestamp, asked, given, conflicts, value } = m;
    const fate = FATES.indexOf(m.fate);
    const mono = Math.trunc(m.monoMs);
    const bootId = m.boot?.id ?? boot;
    const expires = m.expires ?? null;
    const wall = m.wall ?? null;
    const isGiven = given ? 1 : 0;
    // prettier-ignore
    add.run(clientId, id, alias, timestamp, asked, isGiven, fate, conflicts, mono, bootId, priorityOf(id), expires, wall, value);
    note(clientId, 1, sizeOfMessage(alias, value));
  }

  function removeMessage(clientId: number, id: number): void {
    const gone = remove.get(clientId, id);
    if (gone !== undefined) note(clientId, -1, -readInteger(gone, 'bytes'));
  }

  function applyOne(change: StoreChange): void {
    switch (change.kind) {
      case 'add':
        addMessage(change.message);
        break;
      case 'sending':
        sending.run(change.lastId, change.firstId ?? 0, change.clientId);
        break;
      case 'answered':
        sending.run(0, 0, change.clientId);
        break;
      case 'remove':
        removeMessage(change.clientId, change.id);
        break;
      case 'update':
        update.run(change.timestamp, FATES.indexOf(change.fate), change.conflicts, change.clientId, change.id);
        break;
      case 'retime': {
        const { timestamp, asked, wall, expires = null } = change;
        retime.run(timestamp, asked, wall, expires, change.clientId, change.id);
        break;
      }
      case 'bury':
        bury.run(change.reason, change.at, change.clientId, change.id);
        removeMessage(change.clientId, change.id);
        break;
      case 'trimDead':
        trimDead.run(change.keep, change.keepBytes);
        break;
      case 'removeDead':
        removeDead.run(change.id);
        break;
      case 'useSeconds':
        useSeconds.run(change.clientId, change.run.alias, change.run.first, change.run.last);
        break;
      case 'forgetSeconds':
        forgetSeconds.run(change.clientId, change.alias);
        break;
      case 'anchor': {
        const { offsetMs, errorMs, sampledMs } = change.anchor;
        anchor.run(Math.round(offsetMs), Math.ceil(errorMs), Math.round(sampledMs), boot);
        break;
      }
    }
  }

  return {
    apply(changes) {
      counted.clear();
      for (const change of changes) applyOne(change);
      for (const [clientId, { messages, bytes }] of counted) count.run(messages, bytes, clientId);
    },
  };
}
