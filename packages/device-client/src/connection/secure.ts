import { isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { PinMismatch } from './failures.ts';
import type { Security } from './security.ts';
import { settle } from './settle.ts';

/** The TLS session of the last connection, which makes the next handshake cheaper by most of its bytes. */
export interface SessionMemory {
  session: Buffer | undefined;
}

/** Puts TLS on an open connection. `node:tls` is loaded at the first one. */
export async function secure(
  socket: Socket,
  security: Security,
  memory: SessionMemory,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const { connect } = await import('node:tls');
  const { name, ca, pins, certificate } = security;
  const isName = isIP(name) === 0;
  const secured = connect({
    socket,
    host: name,
    ALPNProtocols: ['http/1.1'],
    // Without authorities of its own, a pinned certificate is trusted for itself; it is compared below, before any use.
    rejectUnauthorized: pins.size === 0 || ca !== undefined,
    ...(isName ? { servername: name } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...certificate,
    ...(memory.session === undefined ? {} : { session: memory.session }),
  });
  // Between two steps of the way nobody else listens: the next step finds the socket destroyed.
  secured.on('error', () => undefined);
  // A session is remembered only once its certificate has been accepted: it stands in for it later.
  let accepted = false;
  let latest: Buffer | undefined;
  secured.on('session', (session) => {
    latest = session;
    if (accepted) memory.session = session;
  });
  try {
    await settle(secured, 'secureConnect', signal);
    if (pins.size > 0 && !secured.isSessionReused()) requirePin(secured, pins);
  } catch (error) {
    memory.session = undefined;
    secured.destroy();
    throw error;
  }
  accepted = true;
  memory.session = latest ?? memory.session;
  return secured;
}

function requirePin(socket: TLSSocket, pins: ReadonlySet<string>): void {
  const fingerprint = socket.getPeerX509Certificate()?.fingerprint256 ?? 'missing';
  if (!pins.has(fingerprint)) throw new PinMismatch(fingerprint);
}
