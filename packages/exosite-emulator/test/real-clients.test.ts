import { expect, test } from 'vitest';
import { activate, DEVICE, PRODUCT, startEmulator, type Rig } from './support/emulator.ts';
import { exchange, isWholeAnswer } from './support/raw.ts';

const OWN = 'vendor=dubhxzv0r4e1m7vj&model=dubhxzv0r4e1m7vj';
const REQUESTS = 'User-Agent: python-requests/2.28.1\r\nAccept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\n';
const CURL = 'User-Agent: curl/7.88.1\r\nAccept: */*\r\n';
const FORM = 'Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n';

/** Requests as real clients put them on the wire; CIK stands for the credential. */
const EXCHANGES: readonly (readonly [string, string, RegExp])[] = [
  [
    'device-client activates with a raw colon in sn (exosite 3.1)',
    `POST /provision/activate HTTP/1.1\r\nHost: dubhxzv0r4e1m7vj.m2.exosite.com\r\n${REQUESTS}${FORM}` +
      `Content-Length: 67\r\n\r\n${OWN}&sn=00:2F:AC:43:55:A0`,
    /^HTTP\/1\.1 409 Conflict\r\n[^]*\r\n\r\nHTTP\/1\.1 409 Conflict\r\n$/,
  ],
  [
    'device-client reads two aliases, one with a blank (exosite 2.2)',
    'GET /onep:v1/stack/alias?engine_fetch&update+interval HTTP/1.1\r\nHost: dubhxzv0r4e1m7vj.m2.exosite.com\r\n' +
      `${REQUESTS}Accept: application/x-www-form-urlencoded; charset=utf-8\r\nX-Exosite-CIK: CIK\r\n\r\n`,
    /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nengine_fetch=&update%20interval=60$/,
  ],
  [
    'device-client asks for info first, product after (exosite 3.3)',
    `GET /provision/download?info=true&${OWN}&id=app.v1.tar.gz HTTP/1.1\r\n` +
      `Host: dubhxzv0r4e1m7vj.m2.exosite.com\r\n${REQUESTS}X-Exosite-CIK: CIK\r\n\r\n`,
    /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\napplication\/gzip,10,1408088308,$/,
  ],
  [
    'curl downloads the end of a blob, Murano style (exosite 3.4, 6)',
    'GET /provision/download?id=app.v1.tar.gz HTTP/1.1\r\nHost: example.m2.exosite.io\r\nRange: bytes=-4\r\n' +
      `${CURL}X-Exosite-CIK: CIK\r\n\r\n`,
    /^HTTP\/1\.1 206 Partial Content\r\n[^]*\r\nContent-Range: bytes 6-9\/10\r\n[^]*\r\n6789$/,
  ],
  [
    'curl records in the form of the documents (exosite 2.5)',
    `POST /onep:v1/stack/record HTTP/1.1\r\nHost: m2.exosite.com\r\n${CURL}X-Exosite-CIK: CIK\r\n${FORM}` +
      'Content-Length: 88\r\n\r\n' +
      'alias=temperature&1408088308=44&1408088310=45&alias=humidity&1408088308=21&1408088310=22',
    /^HTTP\/1\.1 204 No Content\r\n/,
  ],
  [
    'an app of the gateway sends both identities and raw JSON (exosite 1.3)',
    `POST /onep:v1/stack/alias?device_report HTTP/1.1\r\nHost: localhost:8090\r\n${REQUESTS}` +
      `X-Exosite-VMS: dubhxzv0r4e1m7vj dubhxzv0r4e1m7vj 12345\r\nX-Exosite-CIK: CIK\r\n${FORM}` +
      'Content-Length: 32\r\n\r\ndevice_report={"pressure": "63"}',
    /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\ndevice_report=%7B%22pressure%22%3A%20%2263%22%7D$/,
  ],
  [
    'a POST without body and length gets an answer (exosite 1.5)',
    `POST /reread HTTP/1.1\r\nHost: localhost:8090\r\n${CURL}\r\n`,
    /^HTTP\/1\.1 404 Not Found\r\n/,
  ],
];

async function startWithData(): Promise<Pick<Rig, 'url' | 'cik'>> {
  const { emulator, url } = await startEmulator();
  emulator.enableDevice(DEVICE);
  const cik = await activate(url);
  emulator.write(DEVICE, { engine_fetch: '', 'update interval': '60' });
  emulator.uploadContent(PRODUCT, 'app.v1.tar.gz', Buffer.from('0123456789'), { contentType: 'application/gzip' });
  return { url, cik };
}

test.each(EXCHANGES)('%s', async (_, request, expected) => {
  const { url, cik } = await startWithData();
  const { received } = await exchange(url, [request.replace('CIK: CIK', `CIK: ${cik}`)], isWholeAnswer);
  expect(received).toMatch(expected);
});
