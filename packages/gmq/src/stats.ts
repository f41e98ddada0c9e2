import { ageOf } from './lane/expiry.ts';
import type { Lanes } from './lane/lanes.ts';
import type { QueueStats } from './types.ts';

/** What a running queue holds and does. Reads one message per client that has any. */
export function readStats(lanes: Lanes): QueueStats {
  const { counters, budget, time, clock } = lanes.context;
  const rates = { queued: roundRate(counters.queuedPerSecond()), delivered: roundRate(counters.sentPerSecond()) };
  const oldestMs = findOldest(lanes);
  const drainedInMs = decideDrainTime(budget.messages, rates);
  const present = time.present();
  return {
    messages: budget.messages,
    bytes: budget.bytes,
    delivered: counters.delivered,
    queued: counters.queued,
    deadLetters: counters.deadLetters,
    deadLettersDropped: counters.deadDropped,
    dropped: counters.dropped,
    retimed: counters.retimed,
    ...(oldestMs === undefined ? {} : { oldestMs }),
    rates,
    ...(drainedInMs === undefined ? {} : { drainedInMs }),
    ...(present.kind === 'platform' ? { clockIsOffMs: Math.round(clock.now() - present.nowMs) } : {}),
    clients: lanes.all().map((lane) => lane.status()),
  };
}

/** How long until nothing waits, in milliseconds; undefined while more comes in than goes out. */
export function decideDrainTime(
  messages: number,
  rates: { readonly queued: number; readonly delivered: number },
): number | undefined {
  if (messages === 0) return 0;
  const perSecond = rates.delivered - rates.queued;
  return perSecond > 0 ? Math.round((messages / perSecond) * 1000) : undefined;
}

function findOldest(lanes: Lanes): number | undefined {
  const { context } = lanes;
  const present = context.time.present();
  const ages = lanes.all().flatMap(({ state }) => {
    if (state.durable === 0) return [];
    // Of the least urgent: those wait longest.
    const [oldest] = context.store.head(state.client.id, { maxMessages: 1, maxBytes: 1, afterId: 0 });
    const [first] =
      oldest === undefined ? context.store.head(state.client.id, { maxMessages: 1, maxBytes: 1 }) : [oldest];
    const age = first === undefined ? undefined : ageOf(first, present);
    return age === undefined ? [] : [Math.max(0, Math.round(age))];
  });
  return ages.length === 0 ? undefined : Math.max(...ages);
}

const roundRate = (rate: number): number => Math.round(rate * 100) / 100;
