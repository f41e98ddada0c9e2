import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createSupervisord, type Supervisord } from '@gateway-engine/supervisor-bridge';

import type { Accepted } from './judge.ts';

/** Of each batch so many are started: that takes time. */
export const STARTED = 8;

/** A real supervisord that is given what was accepted, many confs at once. */
export interface LiveDaemon extends AsyncDisposable {
  /** Why it did not survive these confs, or undefined. They are gone afterwards. */
  survive(batch: readonly Accepted[]): Promise<string | undefined>;
}

export async function startLive(root: string, signal: AbortSignal): Promise<LiveDaemon> {
  const daemon: Supervisord = createSupervisord({ root });
  await daemon.start({ signal });
  const { confDir, rpc } = daemon;
  return {
    async survive(batch) {
      const { pid } = daemon;
      const byName = new Map(batch.map((one) => [one.name, one.text]));
      const paths = [...byName.keys()].map((name) => join(confDir, `${name}.conf`));
      // supervisord looks around once a second, or when it is asked something: asking makes it quick.
      const nudge = setInterval(() => {
        rpc.status({ signal }).catch(() => undefined);
      }, 20);
      for (const [name, text] of byName) await writeFile(join(confDir, `${name}.conf`), text);
      try {
        const { added } = await rpc.reread({ signal });
        const missing = [...byName.keys()].find((name) => !added.includes(name));
        if (missing !== undefined) return `supervisord does not know ${missing}`;
        for (const name of added.slice(0, STARTED)) await rpc.add(name, { signal });
        await rpc.status({ signal });
        for (const path of paths) await rm(path);
        await rpc.update([], { signal });
        return (await rpc.identify({ signal })).pid === pid ? undefined : 'supervisord was started again';
      } catch (error) {
        signal.throwIfAborted();
        const log = await readFile(join(daemon.logDir, 'supervisord.log'), 'utf8').catch(() => '');
        return `${String(error)}\n${log.slice(-500)}`;
      } finally {
        clearInterval(nudge);
        for (const path of paths) await rm(path, { force: true });
      }
    },
    [Symbol.asyncDispose]: () => daemon.stop(),
  };
}
