import type { StoreChange, StoredMessage } from '../store.ts';
import type { DeliveryOutcome, Fate } from '../upstream.ts';
import type { Placed } from './compose.ts';
import type { SecondsLedger } from './seconds.ts';

type Retry = Extract<DeliveryOutcome, { kind: 'retry' }>;

/** What the answer to a batch means. */
export interface Settlement {
  /** To be committed together: after it nothing of the batch is under way. */
  readonly changes: readonly StoreChange[];
  /** Messages that the platform has. */
  readonly delivered: readonly StoredMessage[];
  /** Messages that it will never take. */
  readonly buried: readonly { readonly message: StoredMessage; readonly reason: string }[];
  /** Why the lane has to wait, if it has to. The longest wait asked for counts. */
  readonly failure: Retry | undefined;
}

/** An upstream that gave no verdict: whatever was in the call may have been acted on. */
export const NO_VERDICT: Retry = Object.freeze({
  kind: 'retry',
  reason: 'The upstream gave no outcome for this record.',
  uncertain: true,
});

/** A message whose second turns out to be taken this often is given up: it is not its own series that took them. */
export const MAX_CONFLICTS = 10;

/**
 * Turns outcomes into changes (exosite 2.5). A conflict counts as delivered if an earlier attempt of the record
 * ended without an answer: then it is that attempt that took the second. Otherwise the second belongs to another
 * value; the ledger learns it, and the message moves on when the next batch is composed.
 */
export function settleBatch(
  placed: readonly Placed[],
  outcomes: readonly DeliveryOutcome[],
  ledger: SecondsLedger,
  now: number,
): Settlement {
  const changes: StoreChange[] = [];
  const delivered: StoredMessage[] = [];
  const buried: { message: StoredMessage; reason: string }[] = [];
  let failure: Retry | undefined;

  placed.forEach(({ message, record }, index) => {
    const { clientId, id, conflicts } = message;
    const { alias, timestamp, fate } = record;
    const bury = (reason: string): void => {
      changes.push({ kind: 'bury', clientId, id, reason, at: now });
      buried.push({ message, reason });
    };
    const outcome = outcomes[index] ?? NO_VERDICT;
    switch (decideVerdict(outcome, fate, conflicts)) {
      case 'delivered':
        ledger.use(alias, timestamp, timestamp);
        changes.push({ kind: 'remove', clientId, id });
        delivered.push(message);
        break;
      case 'move':
        ledger.use(alias, timestamp, timestamp);
        changes.push({ kind: 'update', clientId, id, timestamp, fate: 'unsent', conflicts: conflicts + 1 });
        break;
      case 'crowded':
        bury(`The platform says that every second tried is taken (${MAX_CONFLICTS} times).`);
        break;
      default:
        if (outcome.kind === 'rejected') bury(outcome.reason);
        if (outcome.kind !== 'retry') break;
        if (outcome.uncertain && fate !== 'maybeRecorded') {
          changes.push({ kind: 'update', clientId, id, timestamp, fate: 'maybeRecorded', conflicts });
        }
        failure = worse(failure, outcome);
    }
  });
  const clientId = placed[0]?.message.clientId;
  if (clientId === undefined) return { changes, delivered, buried, failure };
  const aliases = placed.map(({ record }) => record.alias);
  for (const run of ledger.takeUnsaved(aliases)) changes.push({ kind: 'useSeconds', clientId, run });
  for (const alias of ledger.takeForgotten()) changes.push({ kind: 'forgetSeconds', clientId, alias });
  changes.push({ kind: 'answered', clientId });
  return { changes, delivered, buried, failure };
}

function decideVerdict(
  outcome: DeliveryOutcome,
  fate: Fate,
  conflicts: number,
): 'delivered' | 'move' | 'crowded' | 'other' {
  if (outcome.kind === 'delivered') return 'delivered';
  if (outcome.kind !== 'conflict') return 'other';
  if (fate !== 'unsent' && outcome.foreign !== true) return 'delivered';
  return conflicts < MAX_CONFLICTS ? 'move' : 'crowded';
}

function worse(known: Retry | undefined, other: Retry): Retry {
  return known !== undefined && (known.afterMs ?? 0) >= (other.afterMs ?? 0) ? known : other;
}
