import type { LaneStatus } from '../lane/lane.ts';
import type { QueueStats } from '../types.ts';

const COUNTS = ['messages', 'bytes', 'delivered', 'queued', 'deadLetters', 'deadLettersDropped', 'retimed'] as const;

/** The stats in the answer of `GET /status`, or undefined if it is none. */
export function parseStats(text: string): QueueStats | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isStats(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isStats(value: unknown): value is QueueStats {
  if (!isRecord(value) || !COUNTS.every((name) => typeof value[name] === 'number')) return false;
  if (!isRecord(value['dropped']) || !isRecord(value['rates'])) return false;
  return Array.isArray(value['clients']) && value['clients'].every(isLaneStatus);
}

function isLaneStatus(value: unknown): value is LaneStatus {
  return isRecord(value) && typeof value['client'] === 'string' && typeof value['messages'] === 'number';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The stats as people read them. */
export function formatStatus(stats: QueueStats, nowMs: number): string {
  const { dropped, rates, oldestMs, drainedInMs, clockIsOffMs } = stats;
  const gone = Object.entries(dropped).filter(([, messages]) => messages > 0);
  const lines = [
    `waiting       ${stats.messages} messages, ${stats.bytes} bytes`,
    ...(oldestMs === undefined ? [] : [`oldest        ${formatDuration(oldestMs)}`]),
    `rates         ${rates.queued}/s in, ${rates.delivered}/s out of the queue`,
    ...(stats.messages === 0
      ? []
      : [`empty in      ${drainedInMs === undefined ? 'unknown' : formatDuration(drainedInMs)}`]),
    `delivered     ${stats.delivered} since the start`,
    ...(gone.length === 0 ? [] : [`dropped       ${gone.map(([reason, n]) => `${n} ${reason}`).join(', ')}`]),
    `dead letters  ${stats.deadLetters}${stats.deadLettersDropped > 0 ? `, ${stats.deadLettersDropped} dropped` : ''}`,
    ...(stats.retimed === 0 ? [] : [`put right     the times of ${stats.retimed} messages`]),
    ...(clockIsOffMs === undefined || Math.abs(clockIsOffMs) < WORTH_TELLING_MS ? [] : [formatClock(clockIsOffMs)]),
    ...stats.clients.map((client) => formatClientLine(client, nowMs)),
  ];
  return `${lines.join('\n')}\n`;
}

/** A clock that is off by less is right for all that the platform can tell. */
const WORTH_TELLING_MS = 5000;

function formatClock(offMs: number): string {
  return `clock         ${formatDuration(Math.abs(offMs))} ${offMs > 0 ? 'fast' : 'slow'}`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** A time span in the two largest units that it has. */
export function formatDuration(ms: number): string {
  let seconds = Math.ceil(ms / 1000);
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.length === 0 ? '0 s' : parts.slice(0, 2).join(' ');
}

function formatClientLine({ client, messages, state, retryAt, lastError }: LaneStatus, nowMs: number): string {
  const retry = retryAt === undefined ? '' : `, next attempt in ${Math.max(0, Math.ceil((retryAt - nowMs) / 1000))} s`;
  return `${client}  ${messages} waiting, ${state}${retry}${lastError === undefined ? '' : `: ${lastError}`}`;
}
