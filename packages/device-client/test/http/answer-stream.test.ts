import { expect, test, vi } from 'vitest';
import { createAnswerStream } from '../../src/http/answer-stream.ts';
import { CallerAbort } from '../../src/http/failure.ts';

function open() {
  const flow = { pause: vi.fn(), resume: vi.fn() };
  const control = { flow, end: vi.fn(), stopDeadline: vi.fn() };
  return { ...createAnswerStream(control), control };
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('hands the pieces on in order', async () => {
  const { body, receiver } = open();
  receiver.data(Buffer.from('ab'));
  receiver.data(Buffer.from('cd'));
  receiver.end();
  expect(await readAll(body)).toBe('abcd');
});

test('slows the platform down while nobody reads, and goes on when somebody does', async () => {
  const { body, receiver, control } = open();
  receiver.data(Buffer.alloc(1024 * 1024, 'x'));
  expect(control.flow.pause).toHaveBeenCalled();
  control.flow.resume.mockImplementationOnce(() => {
    receiver.end();
  });
  expect(await readAll(body)).toHaveLength(1024 * 1024);
});

test('keeps a failure for the reader who comes later', async () => {
  const { body, receiver } = open();
  const error = new Error('cut');
  receiver.data(Buffer.from('ab'));
  receiver.fail(error, 'answering');
  await expect(readAll(body)).rejects.toBe(error);
});

test('throws the reason of a signal as it is, even if it is no error', async () => {
  const { body, receiver } = open();
  receiver.fail('enough', 'answering');
  await expect(readAll(body)).rejects.toBe('enough');
});

test.each(['destroy', 'break'] as const)('ends the call when the reader gives up by %s', async (how) => {
  const { body, receiver, control } = open();
  receiver.data(Buffer.from('ab'));
  if (how === 'destroy') {
    body.destroy();
  } else {
    for await (const chunk of body) {
      expect(chunk).toHaveLength(2);
      break;
    }
  }
  await vi.waitFor(() => {
    expect(control.end).toHaveBeenCalledWith(expect.any(CallerAbort));
  });
});
