import { rename } from 'node:fs/promises';

import { readOptionalFile, removeDurableFile, writeDurableFile } from '../durable-file.ts';
import { appendStatus, EMPTY_UPDATE_STATE, type UpdateEntry, type UpdateState } from './update-state.ts';

/** Keeps the update state on disk. One file, one atomic replacement for every step. */
export interface UpdateJournal {
  /** The state as the last step left it. */
  read(): Promise<UpdateState>;
  /** Once this resolves, the new state survives a power cut. */
  write(state: UpdateState): Promise<void>;
}

/** A journal in one file. A file that cannot be understood is set aside as `.damaged`, and that is reported as a status. */
export function createUpdateJournal(path: string): UpdateJournal {
  return {
    async read() {
      const text = await readOptionalFile(path);
      if (text === undefined) return EMPTY_UPDATE_STATE;
      const state = parseUpdateState(text);
      if (state !== undefined) return state;
      await rename(path, `${path}.damaged`);
      return appendStatus(
        EMPTY_UPDATE_STATE,
        `The engine's update journal was damaged and is kept as ${path}.damaged. Deploy again what has not been reported.`,
      );
    },
    async write(state) {
      if (isEmpty(state)) await removeDurableFile(path);
      else await writeDurableFile(path, `${JSON.stringify(state, undefined, 2)}\n`);
    },
  };
}

function isEmpty({ uncleared, entries, settled, status }: UpdateState): boolean {
  return Object.keys(uncleared).length === 0 && entries.length === 0 && settled.length === 0 && status === '';
}

function parseUpdateState(text: string): UpdateState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isUpdateState(value) ? value : undefined;
}

function isUpdateState(value: unknown): value is UpdateState {
  return (
    isRecord(value) &&
    typeof value['status'] === 'string' &&
    isRecord(value['uncleared']) &&
    Object.values(value['uncleared']).every((text) => typeof text === 'string') &&
    Array.isArray(value['entries']) &&
    value['entries'].every(isUpdateEntry) &&
    Array.isArray(value['settled']) &&
    value['settled'].every((id) => typeof id === 'string')
  );
}

function isUpdateEntry(value: unknown): value is UpdateEntry {
  return (
    isRecord(value) &&
    typeof value['id'] === 'string' &&
    typeof value['name'] === 'string' &&
    (value['action'] === 'install' || value['action'] === 'remove') &&
    (value['sha256'] === undefined || typeof value['sha256'] === 'string')
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
