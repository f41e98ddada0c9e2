/**
 * The cheapest platform there can be, so that the clients are what is measured: it takes a request for whole when its
 * head and the announced body are there. `GET /provision/download?...id=N` is answered with N bytes, all else by 204.
 */
import { createServer, type Socket } from 'node:net';

const EMPTY = Buffer.from('HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n');
const PIECE = Buffer.alloc(64 * 1024, 'x');

function answer(socket: Socket, request: string): void {
  const size = /^GET \/provision\/download\?\S*id=(\d+)/.exec(request)?.[1];
  if (size === undefined) {
    socket.write(EMPTY);
    return;
  }
  let left = Number(size);
  socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${left}\r\n\r\n`);
  const writeOn = (): void => {
    while (left > 0) {
      const piece = left >= PIECE.length ? PIECE : PIECE.subarray(0, left);
      left -= piece.length;
      if (!socket.write(piece)) {
        socket.once('drain', writeOn);
        return;
      }
    }
  };
  writeOn();
}

const server = createServer({ noDelay: true }, (socket) => {
  let text = '';
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (;;) {
      const headEnd = text.indexOf('\r\n\r\n');
      if (headEnd === -1) return;
      const bodyLength = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1] ?? 0);
      const end = headEnd + 4 + bodyLength;
      if (text.length < end) return;
      const request = text.slice(0, end);
      text = text.slice(end);
      answer(socket, request);
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => {
  process.exit(0);
});
