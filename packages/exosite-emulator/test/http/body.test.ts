import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { readBody } from '../../src/http/body.ts';

function messageOf(...chunks: string[]): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  for (const chunk of chunks) message.push(Buffer.from(chunk));
  return message;
}

function ended(message: IncomingMessage): IncomingMessage {
  message.push(null);
  return message;
}

test('pieces are joined up to the limit', async () => {
  expect(await readBody(ended(messageOf('abc', 'de')), 5)).toEqual(Buffer.from('abcde'));
  expect(await readBody(ended(messageOf()), 5)).toEqual(Buffer.alloc(0));
});

test('a body over the limit is read to its end and refused; far over, reading stops', async () => {
  expect(await readBody(ended(messageOf('abc', 'def')), 5)).toBe('tooLarge');
  expect(await readBody(messageOf('x'.repeat(21)), 5)).toBe('tooLarge');
});

test('a client that leaves in the middle is gone', async () => {
  const message = messageOf('abc');
  const reading = readBody(message, 5);
  message.destroy(new Error('aborted'));
  expect(await reading).toBe('gone');
});
