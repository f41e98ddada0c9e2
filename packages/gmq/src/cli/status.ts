import { setTimeout as delay } from 'node:timers/promises';
import { ask, askText, formatAddress, unreachable, type Address } from './ask.ts';
import { formatStatus, parseStats } from './format-status.ts';

/** How the status is shown. */
export interface StatusOptions {
  readonly json?: boolean;
  /** Seconds between two looks; once if it is missing. */
  readonly watch?: number;
}

/** Prints the status of the running gmq. Rejects with GmqError `GMQ_NOT_REACHABLE` if there is none. */
export async function showStatus(address: Address, { json, watch }: StatusOptions): Promise<void> {
  for (;;) {
    const text = await askText(address, { method: 'GET', path: '/status' });
    const stats = parseStats(text);
    if (stats === undefined) throw unreachable(formatAddress(address), 'something else than gmq answers there');
    const shown = json === true ? `${text.trim()}\n` : formatStatus(stats, Date.now());
    // On a terminal each look replaces the one before; anywhere else they follow each other.
    const isRedrawn = watch !== undefined && json !== true && process.stdout.isTTY;
    process.stdout.write(isRedrawn ? `\u001b[H\u001b[2J${shown}` : shown);
    if (watch === undefined) return;
    await delay(watch * 1000);
  }
}

/** Prints lines that the running gmq sends, as they come. */
export async function printLines(address: Address, path: string): Promise<void> {
  const answer = await ask(address, { method: 'GET', path });
  for await (const chunk of answer) {
    if (!process.stdout.write(chunk as Buffer)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}

/** Has the running gmq do something to its dead letters, and prints to how many. */
export async function changeDeadLetters(
  address: Address,
  change: 'retry' | 'purge',
  ids: readonly number[],
): Promise<void> {
  const body = ids.length === 0 ? '' : `ids=${ids.join(',')}`;
  const answer: unknown = JSON.parse(
    await askText(address, { method: 'POST', path: `/gmq/dead-letters/${change}`, body }),
  );
  const letters = typeof answer === 'object' && answer !== null && 'letters' in answer ? Number(answer.letters) : 0;
  process.stdout.write(`${letters}\n`);
}

/** Has the running gmq read its files again (gwe K141). */
export async function reread(address: Address): Promise<void> {
  await askText(address, { method: 'POST', path: '/reread' });
}
