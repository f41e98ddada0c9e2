/** Highest priority; 0 is that of everything that does not say otherwise. */
export const MAX_PRIORITY = 9;

/**
 * Every priority has a band of ids, the more urgent one below the other: the order of ids is the order in which
 * messages leave, so no index but that of the ids is needed. Priority 0 has the positive ids.
 */
const BAND = 2 ** 48;

/** The id of the `sequence`-th message with a priority. */
export function formatMessageId(sequence: number, priority: number): number {
  return sequence - priority * BAND;
}

/** The priority that an id stands for. */
export function priorityOf(id: number): number {
  return id > 0 ? 0 : Math.ceil(-id / BAND);
}

/** The place of an id among all messages, whatever their priority. */
export function sequenceOf(id: number): number {
  return id + priorityOf(id) * BAND;
}

/** Every id of this priority is greater. */
export function bandStart(priority: number): number {
  return -priority * BAND;
}
