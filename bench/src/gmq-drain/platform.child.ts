import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createInterface } from 'node:readline';

// A platform that takes everything and counts what came over the wire.
const sockets = new Set<Socket>();
let closedBytes = 0;
let requests = 0;
const server = createServer((request, response) => {
  requests += 1;
  request.resume().on('end', () => {
    response.writeHead(204, { 'Content-Length': 0 }).end();
  });
});
server.on('connection', (socket) => {
  sockets.add(socket);
  socket.on('close', () => {
    closedBytes += socket.bytesRead;
    sockets.delete(socket);
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo; // it listens on TCP
createInterface({ input: process.stdin }).on('line', () => {
  const bytes = [...sockets].reduce((sum, socket) => sum + socket.bytesRead, closedBytes);
  process.stdout.write(`${JSON.stringify({ bytes, requests })}\n`);
});
process.stdout.write(`http://127.0.0.1:${port}\n`);
