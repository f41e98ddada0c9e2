import { createInstaller, type ContentSource, type Installer } from '@gateway-engine/otau';

import type { Disk } from './disk.ts';
import { createGatewayParts, type Outside } from './gateway.ts';
import { managedTrust } from './packages.ts';
import type { Packages, Scenario } from './scenarios.ts';

/** What outlasts all boots of one case. */
export interface World {
  readonly scenario: Scenario;
  readonly packages: Packages;
  readonly outside: Outside;
  readonly stateDir: string;
  boots: number;
}

const CHUNK_BYTES = 400;
/** Looks at a program come at once; bounds never do. */
const LONGEST_SLEEP_MS = 5_000;

function sleep(ms: number): Promise<void> {
  return ms > LONGEST_SLEEP_MS ? new Promise(() => undefined) : Promise.resolve();
}

/** A fresh installer on a disk, as after a boot. */
export function boot(world: World, disk: Disk): Installer {
  world.boots += 1;
  const bootId = `boot ${world.boots}`;
  const { scenario, packages, stateDir } = world;
  return createInstaller({
    stateDir,
    ...createGatewayParts(disk, world.outside),
    source: sourceOf(packages),
    files: disk.files,
    machine: { bootId: () => Promise.resolve(bootId), uptimeMs: () => 1000 },
    clock: { now: () => 1_800_000_000_000 + world.boots, sleep },
    random: () => 0,
    retryBudgetMs: 0,
    syncEveryBytes: 2 * CHUNK_BYTES,
    probation: { healthySeconds: 2 },
    ...(scenario.managed ? { trust: managedTrust } : {}),
  });
}

/** Serves the packages with ranges. */
function sourceOf(packages: Packages): ContentSource {
  return {
    open(fileName, { rangeStart = 0, ifRange } = {}) {
      const found = Object.values(packages).find((pkg) => pkg.fileName === fileName);
      if (found === undefined) return Promise.reject(Object.assign(new Error('not found'), { status: 404 }));
      const start = ifRange === found.sha256 ? rangeStart : 0;
      return Promise.resolve({
        status: start > 0 ? 206 : 200,
        totalBytes: found.bytes.length,
        etag: found.sha256,
        body: chunksOf(found.bytes.subarray(start)),
      });
    },
  };
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    await Promise.resolve();
    yield bytes.subarray(at, at + CHUNK_BYTES);
  }
}
