import { join } from 'node:path';
import { createDiskStore } from '@gateway-engine/gmq';
import { Pool } from 'undici';
import { serve } from '../../gmq-ingest/served.ts';
import type { Peer } from '../peer.ts';

/** gmq as a server, as applications use it; the platform cannot be reached. */
export const gmq: Peer = {
  name: 'gmq over HTTP',
  async start(folder) {
    const path = join(folder, 'gmq.db');
    const server = await serve('gmq.child.ts', [path]);
    const pool = new Pool(server.url, { connections: 64 });
    async function kill(): Promise<void> {
      await server[Symbol.asyncDispose]();
      await pool.destroy();
    }
    return {
      async publish(text) {
        const headers = { 'X-Exosite-VMS': 'acme gateway 0001' };
        const answer = await pool.request({ method: 'POST', path: '/onep:v1/stack/alias', headers, body: `a=${text}` });
        await answer.body.dump();
        if (answer.statusCode !== 204) throw new Error(`gmq answered ${answer.statusCode}`);
      },
      async count() {
        await kill();
        const store = createDiskStore({ path });
        await store.open();
        const heads = store.clients().map(({ id }) => store.head(id, { maxMessages: 1e9, maxBytes: 1e12 }));
        store.close();
        return new Set(heads.flat().map(({ value }) => Buffer.from(value).toString())).size;
      },
      kill,
    };
  },
};
