/** The aliases through which the cloud gives commands. Each is cleared once its command is safe on this disk. */
export type CommandAlias = 'engine_fetch' | 'update_interval';

/** One thing to do. Its id makes asking the installer again, after a power cut, the same request (otau 3.8). */
export type UpdateEntry =
  | { readonly id: string; readonly action: 'install'; readonly name: string; readonly sha256?: string }
  | { readonly id: string; readonly action: 'remove'; readonly name: string };

/**
 * What the engine must not forget over a power cut: commands taken but not yet carried out, and results not yet told.
 * It is replaced as a whole, so every step below either happened or did not.
 */
export interface UpdateState {
  /** Values taken over from the platform whose clearing there is not confirmed; the same value again is no new command. */
  readonly uncleared: Readonly<Partial<Record<CommandAlias, string>>>;
  readonly entries: readonly UpdateEntry[];
  /** Ids of entries that have ended: the installer may forget them. */
  readonly settled: readonly string[];
  /** Text that `fetch_status` has still to receive; empty when everything has been told. */
  readonly status: string;
}

export const EMPTY_UPDATE_STATE: UpdateState = { uncleared: {}, entries: [], settled: [], status: '' };

/** What is kept of results that could not be told for a long time: the newest, in characters. */
export const MAX_STATUS_CHARACTERS = 65_536;

/** Takes a value over. A value that is already known and only waits for its clearing changes nothing. */
export function acceptValue(
  state: UpdateState,
  alias: CommandAlias,
  text: string,
  taken: { readonly entries?: readonly UpdateEntry[]; readonly status?: string | undefined },
): UpdateState {
  if (state.uncleared[alias] === text) return state;
  const entries = [...state.entries, ...(taken.entries ?? [])];
  const next = { ...state, uncleared: { ...state.uncleared, [alias]: text }, entries };
  return taken.status === undefined ? next : appendStatus(next, taken.status);
}

/** The platform shows these aliases empty: nothing that was taken over can come again. */
export function confirmCleared(state: UpdateState, aliases: readonly CommandAlias[]): UpdateState {
  const rest = Object.entries(state.uncleared).filter(([alias]) => !aliases.some((cleared) => cleared === alias));
  return { ...state, uncleared: Object.fromEntries(rest) };
}

/** The entry that may be carried out now: none while the platform could still hand out the same command again. */
export function nextEntry(state: UpdateState): UpdateEntry | undefined {
  return state.uncleared.engine_fetch === undefined ? state.entries[0] : undefined;
}

/** The first entry has ended, well or badly: it goes, and what came of it is to be told. */
export function finishEntry(state: UpdateState, status: string): UpdateState {
  const [first, ...entries] = state.entries;
  const settled = first === undefined ? state.settled : [...state.settled, first.id];
  return appendStatus({ ...state, entries, settled }, status);
}

/** The installer has forgotten these. */
export function forgetSettled(state: UpdateState, ids: readonly string[]): UpdateState {
  return { ...state, settled: state.settled.filter((id) => !ids.includes(id)) };
}

export function appendStatus(state: UpdateState, text: string): UpdateState {
  const joined = state.status === '' ? text : `${state.status}\n${text}`;
  return {
    ...state,
    status: joined.length > MAX_STATUS_CHARACTERS ? `[…]${joined.slice(3 - MAX_STATUS_CHARACTERS)}` : joined,
  };
}

/** The platform has this text; what was added while it was on its way stays. */
export function confirmStatus(state: UpdateState, told: string): UpdateState {
  if (state.status === told) return { ...state, status: '' };
  return state.status.startsWith(`${told}\n`) ? { ...state, status: state.status.slice(told.length + 1) } : state;
}
