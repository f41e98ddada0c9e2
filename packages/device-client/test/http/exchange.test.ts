import { expect, onTestFinished, test } from 'vitest';
import { startExchange, type Exchange, type Flow, type Phase } from '../../src/http/exchange.ts';
import { createLazyPool } from '../../src/http/pool.ts';
import type { AnswerHead } from '../../src/http/request.ts';
import { resolveOptions } from '../../src/options.ts';
import { NOBODY } from '../fixtures/client.ts';
import { raw, reply, reset, silence, startPlatform } from '../fixtures/scripted-platform.ts';

interface Heard {
  readonly head?: AnswerHead;
  readonly body: string;
  readonly ended: boolean;
  readonly failure?: { readonly error: unknown; readonly phase: Phase };
}

/** Runs one exchange and resolves with all that the receiver heard when it has ended. */
async function run(
  url: string,
  onStart: (exchange: Exchange) => void = () => undefined,
  onHead: (flow: Flow) => void = () => undefined,
): Promise<Heard> {
  const lazy = createLazyPool(resolveOptions({ baseUrl: url }));
  onTestFinished(() => lazy.destroy(new Error('done')));
  const pool = await lazy.get();
  return new Promise((resolve) => {
    let head: AnswerHead | undefined;
    let body = '';
    const finish = (rest: Pick<Heard, 'ended' | 'failure'>): void => {
      resolve({ ...(head === undefined ? {} : { head }), body, ...rest });
    };
    const exchange = startExchange(
      pool,
      { method: 'GET', path: '/x' },
      {
        head(found, flow) {
          head = found;
          onHead(flow);
          return {
            data(chunk) {
              body += Buffer.from(chunk).toString();
            },
            end() {
              finish({ ended: true });
            },
            fail(error, phase) {
              finish({ ended: false, failure: { error, phase } });
            },
          };
        },
        fail(error, phase) {
          finish({ ended: false, failure: { error, phase } });
        },
      },
    );
    onStart(exchange);
  });
}

test('hands over head and body, header names in lower case', async () => {
  const platform = await startPlatform([reply(200, 'a=1', { 'X-Thing': 'b' })]);
  const heard = await run(platform.url);
  expect(heard).toMatchObject({ body: 'a=1', ended: true, head: { status: 200 } });
  expect(heard.head?.headers.get('x-thing')).toBe('b');
});

test('passes over informational answers', async () => {
  const platform = await startPlatform([
    raw('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'),
  ]);
  expect(await run(platform.url)).toMatchObject({ head: { status: 200 }, body: 'ok', ended: true });
});

test('fails as queued when no connection can be made', async () => {
  expect((await run(NOBODY)).failure).toMatchObject({ phase: 'queued', error: { code: 'ECONNREFUSED' } });
});

test('fails as sent when the connection ends before an answer', async () => {
  const platform = await startPlatform([reset]);
  expect((await run(platform.url)).failure).toMatchObject({ phase: 'sent' });
});

test('fails as answering when the body is shorter than its head says', async () => {
  const platform = await startPlatform([raw('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc')]);
  expect(await run(platform.url)).toMatchObject({ body: 'abc', ended: false, failure: { phase: 'answering' } });
});

test('fails as answering when a chunked body breaks off', async () => {
  const platform = await startPlatform([raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n')]);
  expect(await run(platform.url)).toMatchObject({ ended: false, failure: { phase: 'answering' } });
});

test('an abort before the turn came sends nothing at all', async () => {
  const platform = await startPlatform([silence]);
  const reason = new Error('enough');
  const heard = await run(platform.url, (exchange) => {
    exchange.abort(reason);
  });
  expect(heard.failure).toEqual({ error: reason, phase: 'queued' });
  // The next exchange goes through the same steps and arrives alone.
  await run((await startPlatform([reply(204)])).url);
  expect(platform.requests).toHaveLength(0);
});

test('an abort in the middle of the answer ends it with the reason', async () => {
  const platform = await startPlatform([
    (response) => {
      response.writeHead(200).write('part');
    },
  ]);
  const reason = new Error('enough');
  let started: Exchange | undefined;
  const heard = await run(
    platform.url,
    (exchange) => {
      started = exchange;
    },
    () => {
      started?.abort(reason);
    },
  );
  expect(heard.failure).toEqual({ error: reason, phase: 'answering' });
});
