import { get } from 'node:http';
import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';

/** Server-sent events, one after another. */
export interface EventReader {
  readonly response: IncomingMessage;
  /** The next event of this name with its data; rejects if the stream ends before. */
  next(name: string): Promise<Record<string, unknown>>;
}

/** Opens a stream; it is closed when the test ends. */
export async function openEvents(url: string): Promise<EventReader> {
  const request = get(url, { agent: false });
  const response = await once(request, 'response').then(([incoming]: IncomingMessage[]) => incoming);
  if (response === undefined) throw new Error('no response');
  onTestFinished(() => {
    request.destroy();
  });
  response.setEncoding('utf8');
  const chunks = response[Symbol.asyncIterator]();
  let text = '';
  return {
    response,
    async next(name) {
      while (true) {
        const end = text.indexOf('\n\n');
        if (end === -1) {
          const chunk: IteratorResult<string, undefined> = await chunks.next();
          if (chunk.done === true) throw new Error('the stream has ended');
          text += chunk.value;
          continue;
        }
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        if (!event.startsWith(`event: ${name}\n`)) continue;
        return JSON.parse(event.slice(event.indexOf('data:') + 5)) as Record<string, unknown>;
      }
    },
  };
}
