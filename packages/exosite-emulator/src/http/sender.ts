import { type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault } from '../faults/fault.ts';
import { formatHttpDate } from '../wire/time.ts';
import { type Answer } from './exchange.ts';

/** One answer on its way out. */
export interface Delivery {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly answer: Answer;
  readonly nowSeconds: number;
  readonly fault: Fault | undefined;
  readonly signal: AbortSignal;
}

/** Sends the answer, spoiled by the fault if there is one. Resolves to the status that went out; 0 for none. */
export async function deliver(delivery: Delivery): Promise<number> {
  const { incoming, response, fault, signal } = delivery;
  switch (fault?.kind) {
    case 'reset':
    case 'resetBefore':
      incoming.socket.resetAndDestroy();
      return 0;
    case 'noAnswer':
      return 0;
    case 'delay':
      await pause(fault.delayMs, signal);
      break;
    default:
  }
  if (signal.aborted || response.destroyed) return 0;
  const body = Buffer.from(delivery.answer.body ?? '');
  response.writeHead(delivery.answer.status, head(delivery, body.length));
  if (fault?.kind === 'truncateBody' && fault.afterBytes < body.length) {
    endEarly(response, body.subarray(0, fault.afterBytes));
  } else if (fault?.kind === 'wrongContentLength') {
    endEarly(response, body);
  } else if (fault?.kind === 'slowBody') {
    await sendSlowly(response, body, fault, signal);
  } else {
    // Head and body together: clients on small chips read once (exosite 1.5).
    response.end(body);
  }
  return delivery.answer.status;
}

/** A short head: some clients have 200 bytes for head and body (exosite 1.5). */
function head({ incoming, answer, nowSeconds, fault }: Delivery, length: number): Record<string, string> {
  const skewSeconds = fault?.kind === 'clockSkew' ? fault.skewSeconds : 0;
  const contentLength = fault?.kind === 'wrongContentLength' ? fault.contentLength : length;
  const headers: Record<string, string> = {
    Date: formatHttpDate(nowSeconds + skewSeconds),
    Connection: wantsClose(incoming) ? 'close' : 'keep-alive',
    'Content-Length': String(contentLength),
    ...answer.headers,
  };
  if (fault?.kind === 'wrongContentRange' && answer.status === 206) headers['Content-Range'] = fault.contentRange;
  return headers;
}

function wantsClose(incoming: IncomingMessage): boolean {
  const connection = incoming.headers.connection?.toLowerCase() ?? '';
  return connection.includes('close') || (incoming.httpVersion === '1.0' && !connection.includes('keep-alive'));
}

function endEarly(response: ServerResponse, part: Uint8Array): void {
  response.flushHeaders();
  if (part.length > 0) response.write(part);
  // What is written still goes out before the connection ends.
  response.socket?.destroySoon();
}

async function sendSlowly(
  response: ServerResponse,
  body: Buffer,
  { chunkBytes, pauseMs }: { readonly chunkBytes: number; readonly pauseMs: number },
  signal: AbortSignal,
): Promise<void> {
  response.flushHeaders();
  for (let start = 0; start < body.length; start += chunkBytes) {
    await pause(pauseMs, signal);
    if (signal.aborted) return;
    response.write(body.subarray(start, start + chunkBytes));
  }
  response.end();
}

/** Waits, or stops waiting when the client has gone. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
