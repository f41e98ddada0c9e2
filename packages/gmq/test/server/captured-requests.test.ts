import { expect, onTestFinished, test } from 'vitest';
import { createGmqServer } from '../../src/index.ts';
import { sendRaw } from '../fixtures/http.ts';
import { until } from '../fixtures/manual-clock.ts';
import { openQueue } from '../fixtures/open-queue.ts';
import { formatRecord } from '../fixtures/scripted-upstream.ts';

/** Requests as real clients put them on the wire, byte for byte, and what the old gmq made of them. */

const CIK = '22596363b3de40b06f981fb85d82312e8c0ed511';
const PYTHON = ['User-Agent: python-requests/2.28.1', 'Accept-Encoding: gzip, deflate', 'Connection: keep-alive'];
const CURL = ['User-Agent: curl/7.88.1', 'Accept: */*'];
const FORM = 'Content-Type: application/x-www-form-urlencoded; charset=utf-8';
const NO_CONTENT = /^HTTP\/1\.1 204 No Content\r\n(?:.+\r\n)*Content-Length: 0\r\n(?:.+\r\n)*\r\n$/;

async function openServer() {
  const { queue, upstream } = await openQueue();
  const server = createGmqServer({ queue, port: 0 });
  await server.start();
  onTestFinished(() => server.stop());
  const written = (): string[] =>
    upstream.writes.flatMap(({ client, values }) =>
      values.map(([alias, value]) => `${Object.values(client).join(' ')}: ${alias}=${Buffer.from(value).toString()}`),
    );
  return { server, queue, upstream, written };
}

function request(line: string, headers: readonly string[], body?: string): string {
  const length = body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return [`${line} HTTP/1.1`, 'Host: localhost:8090', ...headers, ...length, '', body ?? ''].join('\r\n');
}

const VMS = 'X-Exosite-VMS: dubhxzv0r4e1m7vj dubhxzv0r4e1m7vj 02ab7fc89';

test.each([
  [
    'the demo, with both identities (gwe K135)',
    [...PYTHON, 'X-Exosite-VMS: p p 12345', `X-Exosite-CIK: ${CIK}`, FORM],
    'sine-data=-10',
    'p p 12345: sine-data=-10',
  ],
  [
    'the demo of 2016, VMS alone (gwe K135)',
    [...PYTHON, 'X-Exosite-VMS: p p 12345', 'Content-Type: application/x-www-form-urlencoded'],
    'test=42',
    'p p 12345: test=42',
  ],
  [
    'raw JSON and a stray dot after it (gwe K148)',
    [...CURL, VMS, FORM],
    'device_report={"coffee_level": 63}.',
    'dubhxzv0r4e1m7vj dubhxzv0r4e1m7vj 02ab7fc89: device_report={"coffee_level": 63}.',
  ],
  [
    'a bare CIK (gwe K135)',
    [...CURL, `X-Exosite-CIK: ${CIK}`, FORM],
    'device_report={"pressure": "63"}',
    `${CIK}: device_report={"pressure": "63"}`,
  ],
  [
    'headers in lower case, no content type (gwe K150)',
    [`x-exosite-vms: MyVendor MyModel 012345`, `x-exosite-cik: ''`],
    'a=x%26y',
    'MyVendor MyModel 012345: a=x&y',
  ],
])('takes a write of %s', async (_name, headers, body, expected) => {
  const { server, written } = await openServer();
  const answer = await sendRaw(server.url, request('POST /onep:v1/stack/alias', headers, body));
  expect(answer).toMatch(NO_CONTENT);
  expect(written()).toEqual([expected]);
});

test('takes a record with its own time, blanks and quotes (gwe K134, K148)', async () => {
  const { server, queue, upstream, written } = await openServer();
  const body = "1795364954=Linux 'date' command is a good way to get a timestamp!";
  const line = 'POST /onep:v1/stack/alias/device_report';
  expect(await sendRaw(server.url, request(line, [...CURL, VMS, FORM], body))).toMatch(NO_CONTENT);
  await until(() => queue.stats().messages === 0, 'it is delivered');
  expect(upstream.batches.flatMap(({ records }) => records.map(formatRecord))).toEqual([
    "device_report@1795364954=Linux 'date' command is a good way to get a timestamp!",
  ]);
  expect(written()).toEqual([]);
});

test('takes an activation, and says 204 where there is no CIK to be had (gwe K132)', async () => {
  const { server } = await openServer();
  const body = 'vendor=dubhxzv0r4e1m7vj&model=dubhxzv0r4e1m7vj&sn=02ab7fc89';
  expect(await sendRaw(server.url, request('POST /provision/activate', [...CURL, FORM], body))).toMatch(NO_CONTENT);
});

test('takes a reread without a body and without a length (gwe K141)', async () => {
  const { server } = await openServer();
  expect(await sendRaw(server.url, request('POST /reread', CURL))).toMatch(NO_CONTENT);
});

test.each([
  ['GET /onep:v1/stack/alias?a&b', undefined],
  ['GET /onep:v1/stack/alias?a', 'a=1'],
])(
  'answers a read at once, and without a body where it cannot be served: %s with %s (gwe K149)',
  async (line, body) => {
    const { server, queue } = await openServer();
    const answer = await sendRaw(server.url, request(line, [...CURL, VMS], body));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/\r\nContent-Length: 0\r\n(?:.+\r\n)*\r\n$/);
    expect(queue.stats()).toMatchObject({ delivered: 0, queued: 0 });
  },
);

test.each([
  ['no identity', [FORM], 'a=1'],
  ['no value', [VMS, FORM], ''],
])('a write with %s is 400 (gwe K133, K135)', async (_name, headers, body) => {
  const { server, written } = await openServer();
  expect(await sendRaw(server.url, request('POST /onep:v1/stack/alias', headers, body))).toMatch(/^HTTP\/1\.1 400 /);
  expect(written()).toEqual([]);
});
