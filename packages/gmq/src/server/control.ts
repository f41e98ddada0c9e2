import { formatDeadLetter, formatWaiting } from '../inspect/messages.ts';
import type { DeadLetterChoice, MessageQueue } from '../types.ts';
import { refuse, type Answer } from './answer.ts';

/** What an operator may ask of a running gmq. */
export type ControlCommand =
  | { readonly kind: 'peek'; readonly limit: number }
  | { readonly kind: 'export' }
  | { readonly kind: 'deadLetters'; readonly limit: number }
  | { readonly kind: 'retry' | 'purge' };

/** What the commands need of a queue. */
export type ControlledQueue = Pick<MessageQueue, 'deadLetters' | 'export' | 'peek' | 'purge' | 'retry'>;

/** Sent by the command line. No web page can send it to another site without being let. */
export const CONTROL_HEADER = 'x-gmq-control';

const NDJSON = { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' } as const;

/** Messages in one answer of `peek` and `deadLetters`. */
const MAX_LIMIT = 10_000;

/** Reads a command from a path below `/gmq/` and its query; undefined if there is no such command. */
export function parseControl(path: string, query: URLSearchParams): ControlCommand | undefined {
  const limit = Math.min(Number(/^\d{1,9}$/.exec(query.get('limit') ?? '')?.[0] ?? 100), MAX_LIMIT);
  switch (path) {
    case '/gmq/messages':
      return { kind: 'peek', limit };
    case '/gmq/export':
      return { kind: 'export' };
    case '/gmq/dead-letters':
      return { kind: 'deadLetters', limit };
    case '/gmq/dead-letters/retry':
      return { kind: 'retry' };
    case '/gmq/dead-letters/purge':
      return { kind: 'purge' };
    default:
      return undefined;
  }
}

/** True for the commands that change something. */
export function isChange({ kind }: ControlCommand): boolean {
  return kind === 'retry' || kind === 'purge';
}

/** Carries out a command. The body of a change is `ids=1,2,3`, or empty for all. */
export async function control(queue: ControlledQueue, command: ControlCommand, body: Buffer): Promise<Answer> {
  switch (command.kind) {
    case 'peek':
      return { status: 200, headers: NDJSON, body: queue.peek({ limit: command.limit }).map(formatWaiting).join('') };
    case 'export':
      return { status: 200, headers: NDJSON, body: '', lines: queue.export() };
    case 'deadLetters':
      return { status: 200, headers: NDJSON, body: queue.deadLetters(command).map(formatDeadLetter).join('') };
    default: {
      const choice = parseChoice(body);
      if (choice === undefined) return refuse(400, 'The body must be ids=1,2,3 or empty for all.');
      const letters = await queue[command.kind](choice);
      return { status: 200, headers: { 'Content-Type': 'application/json' }, body: `${JSON.stringify({ letters })}\n` };
    }
  }
}

function parseChoice(body: Buffer): DeadLetterChoice | undefined {
  const text = body.toString('utf8').trim();
  if (text === '') return {};
  const ids = /^ids=(\d{1,15}(?:,\d{1,15})*)$/.exec(text)?.[1];
  return ids === undefined ? undefined : { ids: ids.split(',').map(Number) };
}
