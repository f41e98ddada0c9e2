import { expect, test, vi } from 'vitest';
import { DeviceClientError } from '../../src/errors.ts';
import { createAnswerCollector } from '../../src/http/answer-collector.ts';

const broken = new DeviceClientError('cut', { code: 'DEVICE_CLIENT_TRUNCATED', outcome: 'unknown' });

function collect(status: number, maxBytes = 10) {
  const heard = { onOverflow: vi.fn(), onAnswer: vi.fn(), onFailure: vi.fn() };
  const receiver = createAnswerCollector({ head: { status, headers: new Map() }, maxBytes, ...heard });
  return { receiver, heard };
}

test('joins the pieces of a body', () => {
  const { receiver, heard } = collect(200);
  receiver.data(Buffer.from('ab'));
  receiver.data(Buffer.from('cd'));
  receiver.end();
  expect(heard.onAnswer).toHaveBeenCalledExactlyOnceWith({
    status: 200,
    headers: new Map(),
    body: Buffer.from('abcd'),
  });
});

test('stops at its bound', () => {
  const { receiver, heard } = collect(200, 3);
  receiver.data(Buffer.from('abc'));
  expect(heard.onOverflow).not.toHaveBeenCalled();
  receiver.data(Buffer.from('d'));
  expect(heard.onOverflow).toHaveBeenCalledOnce();
});

test('fails with a 200 whose body breaks off', () => {
  const { receiver, heard } = collect(200);
  receiver.fail(broken, 'answering');
  expect(heard.onFailure).toHaveBeenCalledExactlyOnceWith(broken);
});

test.each([204, 401, 503])('takes a %i whose body breaks off for what its status says', (status) => {
  const { receiver, heard } = collect(status);
  receiver.data(Buffer.from('abc'));
  receiver.fail(broken, 'answering');
  expect(heard.onAnswer).toHaveBeenCalledExactlyOnceWith({ status, headers: new Map(), body: new Uint8Array() });
});

test("hands the caller's abort on, whatever the status", () => {
  const { receiver, heard } = collect(503);
  const reason = new Error('enough');
  receiver.fail(reason, 'answering');
  expect(heard.onFailure).toHaveBeenCalledExactlyOnceWith(reason);
});
