import { type DatabaseSync } from 'node:sqlite';
import { textColumn } from './row.ts';

/** What kinds of names the catalog keeps. */
export type CatalogKind = 'model' | 'group' | 'member' | 'share' | 'vendor' | 'token';

/** One name and what is kept under it. */
export interface CatalogEntry {
  readonly name: string;
  readonly value: string;
}

/** Small things that management calls make and list: names within a scope, each with a text. */
export interface CatalogStore {
  list(kind: CatalogKind, scope: string): readonly CatalogEntry[];
  get(kind: CatalogKind, scope: string, name: string): string | undefined;
  /** False if the name is taken. */
  add(kind: CatalogKind, scope: string, name: string, value: string): boolean;
  /** False if there is no such name. */
  set(kind: CatalogKind, scope: string, name: string, value: string): boolean;
  /** False if there is no such name. */
  remove(kind: CatalogKind, scope: string, name: string): boolean;
  removeAll(kind: CatalogKind, scope: string): void;
}

/** The catalog in `database`. Each change is one autocommit statement: durable with the fsync of the WAL. */
export function createCatalogStore(database: DatabaseSync): CatalogStore {
  const list = database.prepare('SELECT name, value FROM catalog WHERE kind = ? AND scope = ? ORDER BY name');
  const one = 'WHERE kind = ? AND scope = ? AND name = ?';
  const get = database.prepare(`SELECT value FROM catalog ${one}`);
  const add = database.prepare(
    'INSERT INTO catalog (kind, scope, name, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const set = database.prepare(`UPDATE catalog SET value = ? ${one}`);
  const remove = database.prepare(`DELETE FROM catalog ${one}`);
  const removeAll = database.prepare('DELETE FROM catalog WHERE kind = ? AND scope = ?');
  return {
    list: (kind, scope) =>
      list.all(kind, scope).map((row) => ({ name: textColumn(row, 'name'), value: textColumn(row, 'value') })),
    get(kind, scope, name) {
      const row = get.get(kind, scope, name);
      return row === undefined ? undefined : textColumn(row, 'value');
    },
    add: (kind, scope, name, value) => add.run(kind, scope, name, value).changes !== 0,
    set: (kind, scope, name, value) => set.run(value, kind, scope, name).changes !== 0,
    remove: (kind, scope, name) => remove.run(kind, scope, name).changes !== 0,
    removeAll(kind, scope) {
      removeAll.run(kind, scope);
    },
  };
}
