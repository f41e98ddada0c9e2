import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Fault } from '../faults/fault.ts';
import { formatHttpDate } from '../wire/time.ts';
import { type Answer } from './exchange.ts';
import { resetConnection } from './reset.ts';
import { paceOf, pause, sendSlowly } from './slow-sender.ts';

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
  const { incoming, response, answer, fault, signal } = delivery;
  if (fault?.kind === 'reset') {
    resetConnection(incoming.socket);
    return 0;
  }
  if (fault?.kind === 'noAnswer') return 0;
  if (fault?.kind === 'delay') await pause(fault.delayMs, signal);
  if (signal.aborted || response.destroyed) return 0;
  await sendBody(delivery, Buffer.from(answer.body ?? ''));
  return answer.status;
}

async function sendBody(delivery: Delivery, body: Buffer): Promise<void> {
  const { incoming, response, answer, fault, signal } = delivery;
  const headers = headersOf(delivery, body.length);
  if (fault?.kind === 'dropAfterBytes') {
    await drop(incoming, Buffer.concat([formatHead(answer.status, headers), body]).subarray(0, fault.afterBytes));
    return;
  }
  response.writeHead(answer.status, headers);
  const pace = paceOf(fault);
  if (fault?.kind === 'truncateBody' && fault.afterBytes < body.length) {
    endEarly(response, body.subarray(0, fault.afterBytes));
  } else if (fault?.kind === 'wrongContentLength') {
    endEarly(response, body);
  } else if (pace !== undefined) {
    await sendSlowly(response, body, pace, signal);
  } else {
    // Head and body together: clients on small chips read once (exosite 1.5).
    response.end(body);
  }
}

/** A short head: some clients have 200 bytes for head and body (exosite 1.5). */
function headersOf({ incoming, answer, nowSeconds, fault }: Delivery, length: number): Record<string, string> {
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

/** Below node:http, which knows no half heads. The connection ends here, so nothing can get out of step. */
async function drop({ socket }: IncomingMessage, bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.write(bytes, () => {
      resolve();
    });
  });
  resetConnection(socket);
}

function formatHead(status: number, headers: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n'), 'latin1');
}
