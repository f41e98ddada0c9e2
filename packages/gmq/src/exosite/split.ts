import type { DeliveryOutcome } from '../upstream.ts';

/** The answer to one request: an outcome per record, or one that tells nothing about the single record. */
export type RequestAnswer =
  | { readonly kind: 'each'; readonly outcomes: readonly DeliveryOutcome[] }
  /** About the request as a whole, for example a 400: some of the records may be fine. */
  | { readonly kind: 'whole'; readonly outcome: DeliveryOutcome }
  /** The request got nowhere; asking again with fewer records is no use now. */
  | { readonly kind: 'failed'; readonly outcome: DeliveryOutcome };

/**
 * Sends records, and where the platform refuses a request as a whole, halves it until the offender stands alone:
 * one bad value costs itself, not its neighbours (gwe N5). Once a request gets nowhere, the rest is not tried.
 */
export async function sendSplitting<T>(
  records: readonly T[],
  send: (records: readonly T[]) => Promise<RequestAnswer>,
): Promise<readonly DeliveryOutcome[]> {
  let stuck: DeliveryOutcome | undefined;

  async function sendPart(part: readonly T[]): Promise<readonly DeliveryOutcome[]> {
    if (stuck !== undefined) return part.map(() => untried(stuck));
    const answer = await send(part);
    if (answer.kind === 'each') return answer.outcomes;
    if (answer.kind === 'whole' && part.length > 1) {
      const middle = Math.ceil(part.length / 2);
      const first = await sendPart(part.slice(0, middle));
      return [...first, ...(await sendPart(part.slice(middle)))];
    }
    if (answer.kind === 'failed') stuck = answer.outcome;
    return part.map(() => answer.outcome);
  }

  return await sendPart(records);
}

/** What was never sent cannot have arrived. */
function untried(stuck: DeliveryOutcome | undefined): DeliveryOutcome {
  return stuck?.kind === 'retry'
    ? { ...stuck, uncertain: false }
    : { kind: 'retry', reason: 'Not tried.', uncertain: false };
}
