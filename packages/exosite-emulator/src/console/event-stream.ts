import { type Change, type Snapshot } from './api.ts';

/** Keeps the connection alive and tells the page that we are. */
export const HEARTBEAT = 'event: heartbeat\ndata:\n\n';
/** How soon a page comes back, in milliseconds. */
export const RETRY_HINT = 'retry: 1000\n\n';

/** One server-sent event. JSON has no line ends of its own. */
export function formatEvent(name: 'snapshot', data: Snapshot): string;
export function formatEvent(name: 'change', data: Change): string;
export function formatEvent(name: string, data: Snapshot | Change): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
