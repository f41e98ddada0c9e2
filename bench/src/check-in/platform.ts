import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { createEmulator } from '@gateway-engine/exosite-emulator';

import { type CountingProxy, createCountingProxy, type Wire } from './counting-proxy.ts';

/** The gateway of this benchmark. */
export const DEVICE = { vendor: 'acme', model: 'gateway', serial: 'S-1' } as const;

/** Moves when it is told to: a month of check-ins takes seconds, and no two fall into one second of the platform. */
export interface VirtualTime {
  nowMs: number;
}

/** One check-in, as the wire and the platform saw it. */
export interface Passage extends Wire {
  /** Requests, each of which waits for the answer of the one before: round trips after the handshake. */
  readonly requests: number;
}

/** A platform that speaks TLS, seen through a proxy that counts. */
export interface CountedPlatform extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Certificate to trust. */
  readonly ca: string;
  readonly proxy: CountingProxy;
  /** Counts what passes while `work` is done. */
  count(work: () => Promise<void>): Promise<Passage>;
  /** The last value of an alias. */
  valueOf(alias: string): string;
}

/** Starts one that knows the device; its certificate is made for this run in `folder`. */
export async function startPlatform(folder: string, time: VirtualTime): Promise<CountedPlatform> {
  const { key, cert } = await makeCertificate(folder);
  const emulator = createEmulator({ tls: { key, cert }, now: () => time.nowMs });
  await emulator.start();
  emulator.enableDevice(DEVICE);
  const proxy = await createCountingProxy(Number(new URL(emulator.url).port));
  let requests = 0;
  emulator.onRequest(() => (requests += 1));
  return {
    url: `https://localhost:${proxy.port}`,
    port: proxy.port,
    ca: cert,
    proxy,
    async count(work) {
      await proxy.hangUp();
      proxy.take();
      requests = 0;
      await work();
      await proxy.hangUp();
      return { ...proxy.take(), requests };
    },
    valueOf: (alias) => emulator.read(DEVICE, alias)?.text ?? '',
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await emulator.stop();
    },
  };
}

/** One RSA certificate of 2,048 bits, signed by itself: a platform sends one or two more, at every full handshake. */
async function makeCertificate(folder: string): Promise<{ readonly key: string; readonly cert: string }> {
  const [keyPath, certPath] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', keyPath, '-out', certPath];
  await promisify(execFile)('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    ...subject,
    ...files,
  ]);
  return { key: await readFile(keyPath, 'utf8'), cert: await readFile(certPath, 'utf8') };
}
