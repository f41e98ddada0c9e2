import { encodeForm } from '@gateway-engine/device-client/form';
import type { IncomingHttpHeaders } from 'node:http';
import type { MessageQueue } from '../types.ts';
import { DONE, refuseSilently, type Answer } from './answer.ts';
import { parseClient } from './client-header.ts';

/** Aliases in one read. */
const MAX_ALIASES = 256;

/**
 * Passes a read through to the platform (exosite 2.2), with the identity of the header turned into its CIK. Failures
 * have no body: some clients take any body for data (gwe K149).
 */
export async function answerRead(
  queue: Pick<MessageQueue, 'read'>,
  headers: IncomingHttpHeaders,
  aliases: readonly string[],
): Promise<Answer> {
  const found = parseClient(headers);
  if (found.kind === 'fault' || aliases.length > MAX_ALIASES) return refuseSilently(400);
  if (aliases.length === 0) return DONE;
  const outcome = await queue.read(found.client, aliases);
  if (outcome.kind === 'refused') return refuseSilently(400);
  if (outcome.kind === 'offline') return refuseSilently(503, { 'Retry-After': '1' });
  if (outcome.values.size === 0) return DONE;
  const values = aliases.flatMap((alias) => {
    const value = outcome.values.get(alias);
    return value === undefined ? [] : [[alias, value] as const];
  });
  return {
    status: 200,
    body: encodeForm(values),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
  };
}
