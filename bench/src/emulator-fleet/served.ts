import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a server has used and seen so far. */
export interface Sample {
  readonly rssBytes: number;
  readonly cpuMs: number;
  readonly requests: number;
}

/** `memory` and `file` are the emulator, `bare` is node:http alone. */
export type ServerKind = 'memory' | 'file' | 'bare';

/** A server in a process of its own. */
export interface Served extends AsyncDisposable {
  readonly kind: ServerKind;
  readonly url: string;
  readonly vendorToken: string;
  sample(): Promise<Sample>;
}

const CHILD = fileURLToPath(new URL('server.child.ts', import.meta.url));

/** Starts a server; its folder and its process are gone when it is disposed of. */
export async function startServed(kind: ServerKind): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-emulator-'));
  const child = fork(CHILD, [kind, ...(kind === 'file' ? [folder] : [])], { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit');
  const answer = async (): Promise<unknown> => {
    const given = new AbortController();
    const message = once(child, 'message', { signal: given.signal }) as Promise<readonly unknown[]>;
    try {
      const first = await Promise.race([message, ended.then(() => undefined)]);
      if (first === undefined) throw new Error(`the ${kind} server ended`);
      return first[0];
    } finally {
      message.catch(() => undefined);
      given.abort();
    }
  };
  const { url, vendorToken } = (await answer()) as { readonly url: string; readonly vendorToken: string };
  return {
    kind,
    url,
    vendorToken,
    async sample() {
      const sampled = answer();
      child.send('sample');
      return (await sampled) as Sample;
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
