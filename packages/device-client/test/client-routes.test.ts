import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BY_CERTIFICATE } from '../src/identity.ts';
import { DEVICE, NOT_YET_VALID, OTHER_HOST } from './fixtures/certificates.ts';
import { failureOf, openClient } from './fixtures/client.ts';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from './fixtures/loopback-certificate.ts';
import { startProxy } from './fixtures/proxy.ts';
import { startRawServer } from './fixtures/raw-server.ts';
import { CIK, reply, startPlatform } from './fixtures/scripted-platform.ts';

const TLS = { cert: LOOPBACK_CERTIFICATE, key: LOOPBACK_KEY };
const NO_CONTENT = 'HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n';

describe('through a proxy', () => {
  test('a plain platform is reached by forwarding; the proxy alone gets the password', async () => {
    const proxy = await startProxy();
    const platform = await startPlatform([reply(204), reply(200, 'a=1')]);
    const client = openClient(`${platform.url}/prefix`, { proxy: proxy.url.replace('//', '//user:secret@') });
    await client.write(CIK, { a: '1' });
    expect(await client.read(CIK, ['a'])).toEqual(new Map([['a', '1']]));
    const authorization = `Basic ${Buffer.from('user:secret').toString('base64')}`;
    expect(proxy.asked).toEqual([
      { line: `POST ${platform.url}/prefix/onep:v1/stack/alias`, authorization },
      { line: `GET ${platform.url}/prefix/onep:v1/stack/alias?a`, authorization },
    ]);
    expect(platform.requests[0]).toMatchObject({ body: 'a=1', headers: { host: new URL(platform.url).host } });
  });

  test('a platform with TLS is reached by a tunnel: the proxy sees no request', async () => {
    const proxy = await startProxy();
    const platform = await startPlatform([reply(204)], true);
    const client = openClient(platform.url, { proxy: proxy.url, ca: LOOPBACK_CERTIFICATE });
    await client.write(CIK, { a: '1' });
    await client.write(CIK, { a: '2' });
    expect(proxy.asked).toEqual([{ line: `CONNECT ${new URL(platform.url).host}`, authorization: undefined }]);
    expect(platform.requests).toHaveLength(2);
  });

  test('a proxy that wants a password says so, and nothing was sent', async () => {
    const proxy = await startProxy({ refuseWith: 407 });
    const tunnelled = openClient('https://127.0.0.1:1', { proxy: proxy.url });
    expect(await failureOf(tunnelled.write(CIK, { a: '1' }))).toMatchObject({
      code: 'DEVICE_CLIENT_PROXY',
      outcome: 'notSent',
      retryable: false,
      status: 407,
    });
    const forwarded = openClient('http://127.0.0.1:1', { proxy: proxy.url });
    expect(await failureOf(forwarded.write(CIK, { a: '1' }))).toMatchObject({
      code: 'DEVICE_CLIENT_PROXY',
      outcome: 'refused',
    });
  });

  test('a proxy that is away is a network failure', async () => {
    const client = openClient('https://m2.exosite.com', { proxy: 'http://127.0.0.1:1' });
    const error = await failureOf(client.timestamp());
    expect(error).toMatchObject({ code: 'DEVICE_CLIENT_NETWORK', outcome: 'notSent' });
    expect(error.message).toContain('timestamp at https://m2.exosite.com through the proxy 127.0.0.1:1 failed');
  });
});

describe('certificates', () => {
  test('a clock in 1970 takes every certificate for one of the future: the error names the clock', async () => {
    const { url } = await startRawServer((socket) => socket.write(NO_CONTENT), NOT_YET_VALID);
    const error = await failureOf(openClient(url, { ca: NOT_YET_VALID.cert }).write(CIK, { a: '1' }));
    expect(error).toMatchObject({ code: 'DEVICE_CLIENT_CERTIFICATE', outcome: 'notSent', retryable: true });
    expect(error.message).toContain("Check this machine's clock.");
    const pinnedCertificates = [new X509Certificate(NOT_YET_VALID.cert).fingerprint256];
    await openClient(url, { pinnedCertificates }).write(CIK, { a: '1' });
  });

  test('another certificate than the pinned one gets no CIK', async () => {
    const requests: string[] = [];
    const { url } = await startRawServer((_socket, request) => requests.push(request), TLS);
    const pinnedCertificates = [new X509Certificate(OTHER_HOST.cert).fingerprint256];
    const error = await failureOf(openClient(url, { pinnedCertificates }).write(CIK, { a: '1' }));
    expect(error).toMatchObject({ code: 'DEVICE_CLIENT_CERTIFICATE', outcome: 'notSent' });
    expect(requests).toEqual([]);
  });

  test('a TLS client certificate stands in for the CIK (exosite 1.2, 6)', async () => {
    const requests: string[] = [];
    const { url } = await startRawServer(
      (socket, request) => {
        requests.push(request);
        socket.write(NO_CONTENT);
      },
      { ...TLS, ca: DEVICE.cert, requestCert: true },
    );
    const client = openClient(url, { ca: LOOPBACK_CERTIFICATE, clientCertificate: DEVICE });
    await client.write(BY_CERTIFICATE, { a: '1' });
    expect(requests[0]).not.toMatch(/x-exosite-cik/i);
  });

  test('without one, it is a programming error to rely on it', async () => {
    await expect(openClient('https://127.0.0.1:1').write(BY_CERTIFICATE, { a: '1' })).rejects.toThrow(TypeError);
  });
});

test('a platform can be addressed by another name than the one it is reached by (exosite 1.1, 6)', async () => {
  const hosts: (string | undefined)[] = [];
  const servernames: unknown[] = [];
  const { url } = await startRawServer((socket, request) => {
    hosts.push(/\r\nHost: (.*)\r\n/i.exec(request)?.[1]);
    if ('servername' in socket) servernames.push(socket.servername);
    socket.write(NO_CONTENT);
  }, OTHER_HOST);
  await openClient(url, { host: 'device.example', ca: OTHER_HOST.cert }).write(CIK, { a: '1' });
  expect(hosts).toEqual(['device.example']);
  expect(servernames).toEqual(['device.example']);
});
