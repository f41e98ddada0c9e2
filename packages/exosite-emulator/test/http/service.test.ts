import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { call } from '../support/call.ts';
import { DEVICE, PRODUCT, startWithDevice, type Rig } from '../support/emulator.ts';
import { exchange, isWholeAnswer } from '../support/raw.ts';

const BODY = 'msg=a%26b%3Dc+d%2Be%25f+%C3%A9%0Aline2';

function writeRequest({ cik }: Rig, head = ''): string {
  const headers = `Host: m2.exosite.com:80\r\nX-Exosite-CIK: ${cik}\r\n${head}Content-Length: ${BODY.length}\r\n`;
  return `POST /onep:v1/stack/alias HTTP/1.1\r\n${headers}\r\n${BODY}`;
}

const read = ({ cik }: Rig, head = ''): string =>
  `GET /onep:v1/stack/alias?msg HTTP/1.1\r\nX-Exosite-CIK: ${cik}\r\n${head}\r\n`;

const answers = (count: number) => (received: string) =>
  received.split('HTTP/1.1 ').length > count && received.endsWith('\r\n\r\n');

describe('what the wire must tolerate (exosite 1.5)', () => {
  test('a request in many small segments', async () => {
    const rig = await startWithDevice();
    const pieces = writeRequest(rig).match(/[^]{1,20}/g) ?? [];
    const { received } = await exchange(rig.url, pieces, isWholeAnswer);
    expect(received).toMatch(/^HTTP\/1\.1 204 No Content\r\n/);
    expect(rig.emulator.read(DEVICE, 'msg')?.text).toBe('a&b=c d+e%f é\nline2');
  });

  test('a stray CR LF after the body, with the next request on the same connection', async () => {
    const rig = await startWithDevice();
    const pieces = [`${writeRequest(rig)}\r\n`, writeRequest(rig)];
    const { received } = await exchange(rig.url, pieces, answers(2));
    expect(received.match(/HTTP\/1\.1 204 No Content/g)).toHaveLength(2);
  });

  test('no Host, lower-case headers, a GET with a body and a Content-Type', async () => {
    const rig = await startWithDevice();
    rig.emulator.write(DEVICE, { msg: 'x' });
    const head = 'content-type: text/plain\r\nContent-Length: 3\r\n';
    const { received } = await exchange(rig.url, [`${read(rig, head)}abc`], isWholeAnswer);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nmsg=x$/);
  });

  test('Connection: Close with a trailing blank ends the connection', async () => {
    const rig = await startWithDevice();
    const { received } = await exchange(rig.url, [writeRequest(rig, 'Connection: Close \r\n')]);
    expect(received).toContain('\r\nConnection: close\r\n');
  });

  test('HTTP/1.0 and the absolute form', async () => {
    const rig = await startWithDevice();
    const { received } = await exchange(rig.url, ['GET http://m2.exosite.com/timestamp?x HTTP/1.0\r\n\r\n']);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n1408088308$/);
    expect(rig.emulator.requests().at(-1)).toMatchObject({ path: '/timestamp', query: 'x' });
  });
});

describe('answers (exosite 1.5)', () => {
  test('head and body come in one segment of less than 200 bytes', async () => {
    const rig = await startWithDevice();
    rig.emulator.write(DEVICE, { msg: 'on' });
    const { received, segments } = await exchange(rig.url, [read(rig)], isWholeAnswer);
    expect(segments).toHaveLength(1);
    expect(received.length).toBeLessThan(200);
    expect(received).toBe(
      'HTTP/1.1 200 OK\r\nDate: Fri, 15 Aug 2014 07:38:28 GMT\r\nConnection: keep-alive\r\nContent-Length: 6\r\n' +
        'Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n\r\nmsg=on',
    );
  });

  test('a 204 is a head with Content-Length: 0', async () => {
    const rig = await startWithDevice();
    const { received } = await exchange(rig.url, [writeRequest(rig)], isWholeAnswer);
    expect(received).toBe(
      'HTTP/1.1 204 No Content\r\nDate: Fri, 15 Aug 2014 07:38:28 GMT\r\n' +
        'Connection: keep-alive\r\nContent-Length: 0\r\n\r\n',
    );
  });
});

test('a body over the limit is 413 and the connection stays usable', async () => {
  const { stack, cik, emulator } = await startWithDevice();
  const body = Buffer.alloc(8 * 1024 * 1024 + 1, 'a');
  expect((await call(stack, { body, headers: { 'X-Exosite-CIK': cik } })).status).toBe(413);
  expect(emulator.aliases(DEVICE)).toEqual([]);
});

function collectFailures(): unknown[] {
  const failures: unknown[] = [];
  const listen = (message: unknown): void => {
    failures.push(message);
  };
  subscribe('exosite-emulator:request:failed', listen);
  onTestFinished(() => {
    unsubscribe('exosite-emulator:request:failed', listen);
  });
  return failures;
}

/** A clock that throws at the calls counted from now: 1 is the next one. */
function createBrittleClock(): { now: () => number; breakAt: (...calls: number[]) => void } {
  let calls = 0;
  let broken: readonly number[] = [];
  return {
    now() {
      calls += 1;
      if (broken.includes(calls)) throw new Error('broken clock');
      return 0;
    },
    breakAt(...numbers) {
      calls = 0;
      broken = numbers;
    },
  };
}

test('a failure in a handler is a 500 and a diagnostic; one outside resets the connection', async () => {
  const clock = createBrittleClock();
  const { stack, cik, url } = await startWithDevice({ now: clock.now });
  const failures = collectFailures();
  clock.breakAt(2);
  expect((await call(stack, { body: 'a=1', headers: { 'X-Exosite-CIK': cik } })).status).toBe(500);
  clock.breakAt(1);
  await expect(call(`${url}/timestamp`)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(failures).toMatchObject([{ path: '/onep:v1/stack/alias' }, { path: '/timestamp' }]);
});

test('an answer that cannot be sent resets the connection and is a diagnostic', async () => {
  const { emulator, url, cik } = await startWithDevice();
  const failures = collectFailures();
  emulator.uploadContent(PRODUCT, 'a', Buffer.from('x'), { contentType: 'not a\nheader' });
  const download = call(`${url}/provision/download?id=a`, { headers: { 'X-Exosite-CIK': cik } });
  await expect(download).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(failures).toHaveLength(1);
});

test('a client that leaves in the middle of its body leaves no value', async () => {
  const rig = await startWithDevice();
  const { hostname, port } = new URL(rig.url);
  const socket = connect(Number(port), hostname);
  socket.write(writeRequest(rig).slice(0, -5), () => {
    socket.destroy();
  });
  const note = 'the client left before the end of its body';
  await expect.poll(() => rig.emulator.requests().at(-1)).toMatchObject({ status: 0, note });
  expect(rig.emulator.aliases(DEVICE)).toEqual([]);
});
