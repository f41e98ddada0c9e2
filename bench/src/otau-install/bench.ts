import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { type Bench, type Row } from '../contract.ts';
import { median, ratios } from '../statistics.ts';
import { buildPackage } from './built-package.ts';
import { planTree, writeTree } from './tree.ts';

const MIB = 1024 * 1024;
const CHILD = fileURLToPath(new URL('contender.child.ts', import.meta.url));
/** The same work in a shell: download, extract, make every file and directory durable. */
const CURL_TAR = 'mkdir out && curl -sSf "$1" | tar xzf - -C out && find out -print0 | xargs -0 sync';

interface Lap {
  readonly seconds: number;
  /** With everything loaded and nothing done yet. */
  readonly idleRssBytes: number;
  readonly maxRssBytes: number;
  readonly writtenBytes: number;
}

interface Order {
  readonly url: string;
  readonly work: string;
  readonly sha256: string;
  /** Module of otau that is measured. */
  readonly entry: string;
  readonly signal: AbortSignal;
}

export const bench: Bench = {
  summary: 'download, verify and extract against curl | tar and node-tar, everything made durable',
  async run({ quick, signal, ...context }) {
    const folder = await mkdtemp(join(tmpdir(), 'otau-bench-'));
    try {
      context.progress('building the package and writing the tree');
      const entry = await buildPackage(signal);
      const plan = planTree((quick ? 20 : 200) * MIB);
      await mkdir(join(folder, 'tree'));
      await writeTree(join(folder, 'tree'), plan);
      const path = join(folder, 'p.tar.gz');
      await execa('tar', ['-czf', path, '-C', join(folder, 'tree'), '.'], { cancelSignal: signal });
      const sha256 = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      const laps: Record<'otau' | 'node-tar' | 'curl-tar', Lap[]> = { otau: [], 'node-tar': [], 'curl-tar': [] };
      await using server = await serve(path);
      for (let round = 0; round < (quick ? 2 : 5); round++) {
        for (const kind of ['otau', 'curl-tar', 'node-tar'] as const) {
          context.progress(`round ${round + 1}: ${kind}`);
          const work = join(folder, 'work');
          await mkdir(work);
          laps[kind].push(await run(kind, { url: server.url, work, sha256, entry, signal }));
          await rm(work, { recursive: true });
        }
      }
      return report(laps, plan.totalBytes, (await stat(path)).size);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function run(
  kind: 'otau' | 'node-tar' | 'curl-tar',
  { url, work, sha256, entry, signal: cancelSignal }: Order,
): Promise<Lap> {
  if (kind === 'curl-tar') {
    const startedAt = performance.now();
    await execa('sh', ['-c', CURL_TAR, 'sh', url], { cwd: work, cancelSignal });
    return { seconds: (performance.now() - startedAt) / 1000, idleRssBytes: 0, maxRssBytes: 0, writtenBytes: 0 };
  }
  // As plain JavaScript: Node's type stripping would be a third of the memory that is measured.
  const script = stripTypeScriptTypes(await readFile(CHILD, 'utf8'));
  const { stdout } = await execa(
    process.execPath,
    ['--input-type=module', '--eval', script, kind, url, work, sha256, entry],
    { cancelSignal, cwd: dirname(CHILD) },
  );
  return JSON.parse(stdout) as Lap; // written by the child beside this file
}

async function serve(path: string): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((_, response) => {
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/p.tar.gz`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function report(
  laps: Readonly<Record<'otau' | 'node-tar' | 'curl-tar', readonly Lap[]>>,
  treeBytes: number,
  packageBytes: number,
) {
  const seconds = (kind: keyof typeof laps) => laps[kind].map((lap) => lap.seconds);
  const rss = (kind: keyof typeof laps) => laps[kind].map((lap) => lap.maxRssBytes / MIB);
  const flash = laps.otau.map(({ writtenBytes }) => (writtenBytes - packageBytes) / treeBytes);
  const rows: readonly Row[] = [
    { what: 'otau', unit: 's', samples: seconds('otau') },
    { what: 'curl | tar xz; sync', unit: 's', samples: seconds('curl-tar'), comparedWith: 'otau' },
    { what: 'node-tar; fsync', unit: 's', samples: seconds('node-tar'), comparedWith: 'otau' },
    { what: 'peak memory of otau', unit: 'MiB', samples: rss('otau') },
    {
      what: 'of that before it begins',
      unit: 'MiB',
      samples: laps.otau.map(({ idleRssBytes }) => idleRssBytes / MIB),
      comparedWith: 'otau',
    },
    { what: 'peak memory of node-tar', unit: 'MiB', samples: rss('node-tar'), comparedWith: 'otau' },
    { what: 'written beyond the tarball per byte of the tree', unit: '', samples: flash },
  ];
  return {
    rows,
    metrics: {
      speedVsCurlTar: median(ratios(seconds('curl-tar'), seconds('otau'))),
      speedVsNodeTar: median(ratios(seconds('node-tar'), seconds('otau'))),
      peakRssMiB: Math.max(...rss('otau')),
      writtenPerInstalledByte: median(flash),
    },
    targets: {
      speedVsCurlTar: { atLeast: 0.8 },
      speedVsNodeTar: { atLeast: 1 },
      peakRssMiB: { atMost: 60 },
      writtenPerInstalledByte: { atMost: 1.2 },
    },
    notes: [
      `${Math.round(treeBytes / MIB)} MiB in a package of ${Math.round(packageBytes / MIB)} MiB; every contender syncs each file and directory`,
      'otau is loaded as it is published; of its memory, Node with HTTP and the small script that measures take most',
      'curl | tar neither keeps the package nor checks a digest, and its processes start in its time',
    ],
  };
}
