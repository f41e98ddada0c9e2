import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reportLoopDelay } from './loop-delay.ts';

// What node:http can do at all: reads the body and answers.
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(204, { 'Content-Length': 0 }).end();
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo; // it listens on TCP
reportLoopDelay();
process.stdout.write(`http://127.0.0.1:${port}\n`);
