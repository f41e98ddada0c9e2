import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createWireMeter } from '../../src/connection/wire-meter.ts';

/** A socket that has moved that many bytes. */
function moved(bytesWritten: number, bytesRead: number, localAddress?: string): Socket {
  return Object.defineProperties(new Socket(), {
    bytesWritten: { value: bytesWritten, writable: true },
    bytesRead: { value: bytesRead, writable: true },
    localAddress: { value: localAddress, writable: true },
  });
}

test('hands out each byte once', () => {
  const meter = createWireMeter();
  expect(meter.take()).toEqual({ sentBytes: 0, receivedBytes: 0 });
  const socket = moved(100, 50, '192.0.2.1');
  meter.follow(socket);
  expect(meter.take()).toEqual({ sentBytes: 100, receivedBytes: 50 });
  expect(meter.take()).toEqual({ sentBytes: 0, receivedBytes: 0 });
  Object.assign(socket, { bytesWritten: 130, bytesRead: 51 });
  expect(meter.take()).toEqual({ sentBytes: 30, receivedBytes: 1 });
});

test('what a former connection moved after the last request counts for the next one', () => {
  const meter = createWireMeter();
  const first = moved(100, 50, '192.0.2.1');
  meter.follow(first);
  meter.take();
  Object.assign(first, { bytesWritten: 107 });
  meter.follow(moved(1_000, 2_000));
  expect(meter.take()).toEqual({ sentBytes: 1_007, receivedBytes: 2_000 });
});

test('remembers the address of a connection that is gone', () => {
  const meter = createWireMeter();
  expect(meter.localAddress()).toBeUndefined();
  const socket = moved(0, 0, '192.0.2.1');
  meter.follow(socket);
  expect(meter.localAddress()).toBe('192.0.2.1');
  Object.assign(socket, { localAddress: undefined });
  expect(meter.localAddress()).toBe('192.0.2.1');
});
