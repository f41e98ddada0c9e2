import type { Socket } from 'node:net';

/**
 * Resolves when the socket emits the event. Rejects when it fails or closes before that, and with the signal's reason
 * when that fires; the socket is then destroyed.
 */
export function settle(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const release = (): void => {
      signal.removeEventListener('abort', onAbort);
      socket.off(event, onEvent).off('error', onError).off('close', onClose);
    };
    const fail = (error: unknown): void => {
      release();
      socket.destroy();
      reject(error instanceof Error ? error : new Error('The connection was given up.', { cause: error }));
    };
    const onEvent = (): void => {
      release();
      resolve();
    };
    const onError = (error: Error): void => {
      fail(error);
    };
    const onClose = (): void => {
      fail(Object.assign(new Error('The connection was closed before it was ready.'), { code: 'ECONNRESET' }));
    };
    const onAbort = (): void => {
      fail(signal.reason);
    };
    socket.on(event, onEvent).on('error', onError).on('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    else if (socket.destroyed) onClose();
  });
}
