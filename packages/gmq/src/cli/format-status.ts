import type { LaneStatus } from '../lane/lane.ts';
import type { QueueStats } from '../types.ts';

const COUNTS = ['messages', 'bytes', 'delivered', 'queued', 'deadLetters', 'deadLettersDropped'] as const;

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
  const lines = [
    `waiting       ${stats.messages} messages, ${stats.bytes} bytes`,
    `delivered     ${stats.delivered} since the start`,
    `dead letters  ${stats.deadLetters}${stats.deadLettersDropped > 0 ? `, ${stats.deadLettersDropped} dropped` : ''}`,
    ...stats.clients.map((client) => formatClientLine(client, nowMs)),
  ];
  return `${lines.join('\n')}\n`;
}

function formatClientLine({ client, messages, state, retryAt, lastError }: LaneStatus, nowMs: number): string {
  const retry = retryAt === undefined ? '' : `, next attempt in ${Math.max(0, Math.ceil((retryAt - nowMs) / 1000))} s`;
  return `${client}  ${messages} waiting, ${state}${retry}${lastError === undefined ? '' : `: ${lastError}`}`;
}
