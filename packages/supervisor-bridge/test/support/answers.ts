import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { temporaryFolder } from './folders.ts';

/** Path of a socket at which `listener` answers, until the test has finished. */
export async function listenWith(context: TestContext, listener: RequestListener): Promise<string> {
  const path = join(temporaryFolder(context), 's');
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  context.onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return path;
}

/** Path of a socket that answers every request in one way. */
export function answerWith(context: TestContext, status: number, body: string): Promise<string> {
  return listenWith(context, (request, response) => {
    request.resume();
    response.writeHead(status, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) }).end(body);
  });
}
