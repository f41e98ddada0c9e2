import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '@gateway-engine/exosite-emulator';
import { startGateway } from '../gmq-kill/gateway.ts';
import { proveOrder, type Proof } from './system-calls.ts';

const CALLS = 'read,write,writev,pwrite64,fsync,fdatasync';

/** Each connection sends so many values, one after the other. */
const VALUES_PER_CONNECTION = 15;
const CONNECTIONS = 8;

const VALUE = /value-\d{6}/g;

/**
 * Runs a gateway under strace while applications record, and proves from its system calls that every 204 left after
 * a sync of the file that carries the value; `slow` for commits that are synced beside the event loop. Nothing is delivered meanwhile: the platform is switched off.
 */
export async function proveOrderOfGateway(emulator: Emulator, folder: string, slow: boolean): Promise<Proof> {
  const log = join(folder, `strace-${slow}.log`);
  const strace = ['strace', '-f', '-y', '-qq', '-s', '100000', '-o', log, '-e', `trace=${CALLS}`];
  await emulator.goOffline();
  const settings = {
    path: join(folder, `proof-${slow}.db`),
    platformUrl: emulator.url,
    forward: 'record',
    slow,
  } as const;
  const gateway = startGateway(settings, strace);
  try {
    const url = await gateway.url;
    if (url === undefined) throw new Error(`The gateway did not start under strace: ${gateway.said()}`);
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => sendAll(url, number)));
  } finally {
    await gateway.kill();
    await emulator.goOnline();
  }
  const proof = proveOrder(readFileSync(log, 'latin1'), VALUE);
  const expected = CONNECTIONS * VALUES_PER_CONNECTION;
  if (proof.proven + proof.unproven.length === expected) return proof;
  throw new Error(`The log of strace shows ${proof.proven + proof.unproven.length} of ${expected} acknowledgements.`);
}

async function sendAll(url: string, connection: number): Promise<void> {
  for (let count = 0; count < VALUES_PER_CONNECTION; count += 1) {
    const number = connection * VALUES_PER_CONNECTION + count;
    const answer = await fetch(`${url}/onep:v1/stack/alias/alias`, {
      method: 'POST',
      headers: { 'X-Exosite-VMS': 'acme gateway proof' },
      body: `${1_000_000 + number}=value-${String(number).padStart(6, '0')}`,
    });
    if (answer.status !== 204) throw new Error(`A value was answered with ${answer.status}.`);
  }
}
