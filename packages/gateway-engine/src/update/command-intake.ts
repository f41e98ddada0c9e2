import { randomUUID } from 'node:crypto';

import { describeError } from '../errors.ts';
import { parseEngineFetch } from './engine-fetch.ts';
import type { UpdateJournal } from './update-journal.ts';
import { acceptValue, type CommandAlias, confirmCleared, type UpdateEntry, type UpdateState } from './update-state.ts';
import { parseUpdateInterval } from './update-interval.ts';

/** The aliases that every check-in reads. */
export const COMMAND_ALIASES: readonly CommandAlias[] = ['engine_fetch', 'update_interval'];

export interface CommandIntake {
  /**
   * Takes over what a check-in read. All of it is durable when this resolves (otau 3.8), so that the platform's copies
   * may be cleared.
   *
   * @returns the aliases that hold something and are to be cleared now
   */
  take(read: ReadonlyMap<string, string>): Promise<readonly CommandAlias[]>;
  /** To be called when the platform has taken the clearing. */
  cleared(aliases: readonly CommandAlias[]): Promise<void>;
}

export interface CommandIntakeOptions {
  readonly journal: UpdateJournal;
  /** Stores a new interval durably. */
  readonly storeInterval: (seconds: number) => Promise<void>;
  /** Names an entry like no other. Default: a random UUID. */
  readonly newId?: () => string;
}

export function createCommandIntake({
  journal,
  storeInterval,
  newId = randomUUID,
}: CommandIntakeOptions): CommandIntake {
  async function takeInterval(text: string): Promise<string | undefined> {
    try {
      const seconds = parseUpdateInterval(text);
      if (seconds !== undefined) await storeInterval(seconds);
      return undefined;
    } catch (error) {
      return describeError(error);
    }
  }

  return {
    async take(read) {
      const before = await journal.read();
      // An alias that is empty again needs no clearing any more, even if our own clearing was never answered.
      const empty = COMMAND_ALIASES.filter((alias) => (read.get(alias) ?? '').trim() === '');
      let state: UpdateState = confirmCleared(before, empty);
      const fetchText = read.get('engine_fetch') ?? '';
      if (!empty.includes('engine_fetch'))
        state = acceptValue(state, 'engine_fetch', fetchText, takeFetch(fetchText, newId));
      const intervalText = read.get('update_interval') ?? '';
      if (!empty.includes('update_interval') && state.uncleared.update_interval !== intervalText) {
        state = acceptValue(state, 'update_interval', intervalText, { status: await takeInterval(intervalText) });
      }
      await journal.write(state);
      return COMMAND_ALIASES.filter((alias) => state.uncleared[alias] !== undefined);
    },

    async cleared(aliases) {
      await journal.write(confirmCleared(await journal.read(), aliases));
    },
  };
}

/** Apps are removed before others are installed: the room may be needed. */
function takeFetch(
  text: string,
  newId: () => string,
): { readonly entries?: readonly UpdateEntry[]; readonly status?: string } {
  try {
    const { install = [], remove = [] } = parseEngineFetch(text) ?? {};
    return {
      entries: [
        ...remove.map((name) => ({ id: newId(), action: 'remove' as const, name })),
        ...install.map((wanted) => ({ id: newId(), action: 'install' as const, ...wanted })),
      ],
    };
  } catch (error) {
    return { status: describeError(error) };
  }
}
