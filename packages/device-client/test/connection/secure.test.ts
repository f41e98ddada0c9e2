import { connect } from 'node:net';
import { once } from 'node:events';
import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { secure, type SessionMemory } from '../../src/connection/secure.ts';
import { parsePin, type Security } from '../../src/connection/security.ts';
import { DEVICE, EXPIRED, NOT_YET_VALID, OTHER_HOST, type TestCertificate } from '../fixtures/certificates.ts';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from '../fixtures/loopback-certificate.ts';
import { startRawServer } from '../fixtures/raw-server.ts';

const LOOPBACK: TestCertificate = { cert: LOOPBACK_CERTIFICATE, key: LOOPBACK_KEY };
const fingerprint = ({ cert }: TestCertificate): string => new X509Certificate(cert).fingerprint256;
const trusting = (certificate: TestCertificate, rest: Partial<Security> = {}): Security => ({
  name: '127.0.0.1',
  ca: certificate.cert,
  pins: new Set(),
  certificate: undefined,
  ...rest,
});
const pinning = (certificate: TestCertificate, rest: Partial<Security> = {}): Security =>
  trusting(certificate, { ca: undefined, pins: new Set([parsePin(fingerprint(certificate))]), ...rest });

/** Opens one TLS connection to a server with that certificate. */
async function shake(server: { port: number }, security: Security, memory: SessionMemory = { session: undefined }) {
  const socket = connect(server.port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return secure(socket, security, memory, new AbortController().signal);
}

const serve = (certificate: TestCertificate) =>
  startRawServer((socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'), certificate);

/** Sends a request and waits for the answer, by when the session's ticket has come, too. */
async function talk(socket: TLSSocket): Promise<void> {
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await once(socket, 'data');
}

test.each([
  ['expired', EXPIRED, 'CERT_HAS_EXPIRED'],
  ['not yet valid, as every one is to a clock in 1970', NOT_YET_VALID, 'CERT_NOT_YET_VALID'],
  ['for another host', OTHER_HOST, 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('refuses a certificate that is %s', async (_case, certificate, code) => {
  await expect(shake(await serve(certificate), trusting(certificate))).rejects.toMatchObject({ code });
});

test('refuses an authority that it was not told to trust', async () => {
  await expect(shake(await serve(LOOPBACK), trusting(OTHER_HOST))).rejects.toMatchObject({
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
});

test.each([EXPIRED, NOT_YET_VALID, OTHER_HOST, LOOPBACK])(
  'a pin stands in for authorities, name and dates',
  async (certificate) => {
    expect((await shake(await serve(certificate), pinning(certificate))).encrypted).toBe(true);
  },
);

test('a pin refuses every other certificate, and says which one it met', async () => {
  await expect(shake(await serve(LOOPBACK), pinning(OTHER_HOST))).rejects.toMatchObject({
    fingerprint: fingerprint(LOOPBACK),
  });
});

test('a pin and authorities must both hold', async () => {
  const pins = new Set([fingerprint(EXPIRED)]);
  await expect(shake(await serve(EXPIRED), trusting(EXPIRED, { pins }))).rejects.toMatchObject({
    code: 'CERT_HAS_EXPIRED',
  });
  await expect(shake(await serve(LOOPBACK), trusting(LOOPBACK, { pins }))).rejects.toHaveProperty('fingerprint');
  const both = trusting(LOOPBACK, { pins: new Set([fingerprint(LOOPBACK)]) });
  expect((await shake(await serve(LOOPBACK), both)).authorized).toBe(true);
});

test('takes up the session of the last connection, pinned or not', async () => {
  for (const security of [trusting(LOOPBACK), pinning(LOOPBACK)]) {
    const server = await serve(LOOPBACK);
    const memory: SessionMemory = { session: undefined };
    const first = await shake(server, security, memory);
    await talk(first);
    expect(first.isSessionReused()).toBe(false);
    expect((await shake(server, security, memory)).isSessionReused()).toBe(true);
  }
});

test('forgets a session with the certificate that it refuses', async () => {
  const server = await serve(LOOPBACK);
  const memory: SessionMemory = { session: Buffer.from('of another platform') };
  await expect(shake(server, pinning(OTHER_HOST), memory)).rejects.toHaveProperty('fingerprint');
  expect(memory.session).toBeUndefined();
});

test('shows its own certificate to a platform that asks for one (exosite 1.2)', async () => {
  const server = await startRawServer(() => undefined, { ...LOOPBACK, ca: DEVICE.cert, requestCert: true });
  const socket = await shake(server, trusting(LOOPBACK, { certificate: DEVICE }));
  await expect.poll(() => server.sockets.length).toBe(1);
  expect(socket.authorized).toBe(true);
  const seen = server.sockets[0];
  expect(seen !== undefined && 'getPeerCertificate' in seen).toBe(true);
  expect((seen as TLSSocket).getPeerCertificate().subject.CN).toBe('device-1');
});
