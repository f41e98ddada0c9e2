import type { Bench, BenchContext, BenchResult, Row } from '../contract.ts';
import { median, ratios } from '../statistics.ts';
import { buildPackage } from './built-package.ts';
import { forkChild, receive, requireFigures, startServer } from './child.ts';
import { createWriters, runRound, type Round } from './requests.ts';
import { formatSmallestWrite, measureWrite } from './wire-bytes.ts';

/** Requests in flight: one after the other as the engine works, and as many as a full queue drains with. */
const IN_FLIGHT = [1, 4] as const;

export const bench: Bench = { summary: 'requests, bytes, memory and downloads of the device client', run };

interface Part {
  readonly rows: readonly Row[];
  readonly metrics: Readonly<Record<string, number>>;
}

async function run(context: BenchContext): Promise<BenchResult> {
  context.progress('building the client as it is published');
  const entry = await buildPackage(context.signal);
  const server = await startServer(context.signal);
  try {
    const parts = [
      await measureRequests(context, server.url, IN_FLIGHT[0]),
      await measureRequests(context, server.url, IN_FLIGHT[1]),
      await measureBytes(server.url),
      await measureImport(context, server.url, entry),
      await measureDownload(context, server.url, entry),
    ];
    return {
      rows: parts.flatMap(({ rows }) => rows),
      metrics: Object.assign({}, ...parts.map(({ metrics }) => metrics)) as Record<string, number>,
      targets: {
        requestsVsUndici1: { atLeast: 0.9 },
        requestsVsUndici4: { atLeast: 0.9 },
        downloadPeakRss200MbVs20Mb: { atMost: 1.25 },
      },
      notes: [
        'The server is a bare socket that answers 204; on two cores it is busy beside the clients.',
        'Bytes are those of one more write over an open connection, against the smallest that RFC 9112 and the API allow.',
      ],
    };
  } finally {
    server.stop();
  }
}

async function measureRequests(context: BenchContext, url: string, inFlight: number): Promise<Part> {
  const { quick, signal } = context;
  const rounds = quick ? 4 : 15;
  const requests = (quick ? 500 : 4_000) * (inFlight === 1 ? 1 : 2);
  const writers = createWriters(url, inFlight);
  const taken = new Map<string, Round[]>(writers.map(({ name }) => [name, []]));
  context.progress(`${rounds} rounds of ${requests} writes, ${inFlight} in flight, ${writers.length} clients in turn`);
  for (const writer of writers) await runRound(writer, requests, inFlight, signal);
  for (let round = 0; round < rounds; round += 1) {
    for (const writer of writers) taken.get(writer.name)?.push(await runRound(writer, requests, inFlight, signal));
  }
  await Promise.all(writers.map((writer) => writer.close()));

  const samples = (name: string, figure: keyof Round): number[] => taken.get(name)?.map((round) => round[figure]) ?? [];
  const rows = writers.flatMap(({ name }, at): Row[] => {
    const comparedWith = at === 0 ? { comparedWith: 'undici request' } : {};
    const what = `${name}, ${inFlight} in flight`;
    return [
      { what, unit: 'requests/s', samples: samples(name, 'perSecond'), ...comparedWith },
      { what, unit: 'µs of CPU each', samples: samples(name, 'cpuUsPerRequest'), ...comparedWith },
    ];
  });
  const [own, undici, fetched] = writers.map(({ name }) => name);
  const against = (peer: string | undefined, figure: keyof Round): number =>
    median(ratios(samples(own ?? '', figure), samples(peer ?? '', figure)));
  return {
    rows,
    metrics: {
      [`requestsVsUndici${inFlight}`]: against(undici, 'perSecond'),
      [`cpuVsUndici${inFlight}`]: against(undici, 'cpuUsPerRequest'),
      [`requestsVsFetch${inFlight}`]: against(fetched, 'perSecond'),
    },
  };
}

async function measureBytes(url: string): Promise<Part> {
  const sent = await measureWrite(url);
  const smallest = formatSmallestWrite(new URL(url).host, 'temperature=21.5').length;
  return {
    rows: [
      { what: 'one write on the wire', unit: 'bytes', samples: [sent], comparedWith: 'the smallest write' },
      { what: 'the smallest write', unit: 'bytes', samples: [smallest] },
    ],
    metrics: { bytesPerWrite: sent, bytesVsSmallest: sent / smallest },
  };
}

async function measureImport(context: BenchContext, url: string, entry: string): Promise<Part> {
  const kinds = ['nothing', 'package', 'package-called', 'undici'] as const;
  const taken = new Map<string, Readonly<Record<string, number>>[]>(kinds.map((kind) => [kind, []]));
  const rounds = context.quick ? 2 : 9;
  context.progress(`${rounds} rounds of ${kinds.length} processes that load one thing`);
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of kinds) {
      taken
        .get(kind)
        ?.push(await receive(forkChild('import.child.ts', [kind, url, entry], context.signal), requireFigures));
    }
  }
  const samples = (kind: string, figure: string): number[] => taken.get(kind)?.map((one) => one[figure] ?? 0) ?? [];
  const added = (kind: string): number => median(samples(kind, 'rssMb')) - median(samples('nothing', 'rssMb'));
  return {
    rows: [
      {
        what: 'import of the package',
        unit: 'ms',
        samples: samples('package', 'ms'),
        comparedWith: 'import of undici',
      },
      { what: 'import of undici', unit: 'ms', samples: samples('undici', 'ms') },
      ...kinds.map((kind): Row => ({ what: `process with ${kind}`, unit: 'MB RSS', samples: samples(kind, 'rssMb') })),
    ],
    metrics: {
      importMs: median(samples('package', 'ms')),
      importRssMb: added('package'),
      importAndCallRssMb: added('package-called'),
      undiciRssMb: added('undici'),
    },
  };
}

async function measureDownload(context: BenchContext, url: string, entry: string): Promise<Part> {
  const clients = ['device-client', 'undici'] as const;
  const sizes = [20_000_000, 200_000_000] as const;
  const rounds = context.quick ? 1 : 5;
  context.progress(`${rounds} rounds of downloads of 20 and 200 MB`);
  const rows: Row[] = [];
  const peaks = new Map<string, number[]>();
  for (const size of sizes) {
    const taken = new Map<string, Readonly<Record<string, number>>[]>(clients.map((client) => [client, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const client of clients) {
        const child = forkChild('download.child.ts', [client, url, String(size), entry], context.signal);
        taken.get(client)?.push(await receive(child, requireFigures));
      }
    }
    for (const client of clients) {
      const figures = taken.get(client) ?? [];
      const what = `${client}, ${size / 1e6} MB`;
      peaks.set(
        `${client} ${size}`,
        figures.map(({ peakRssMb = 0 }) => peakRssMb),
      );
      rows.push(
        { what, unit: 'MB/s', samples: figures.map(({ mbPerSecond = 0 }) => mbPerSecond) },
        { what, unit: 'MB peak RSS', samples: figures.map(({ peakRssMb = 0 }) => peakRssMb) },
      );
    }
  }
  const peak = (client: string, size: number): number => median(peaks.get(`${client} ${size}`) ?? []);
  return {
    rows,
    metrics: {
      downloadPeakRssMb: peak('device-client', sizes[1]),
      downloadPeakRss200MbVs20Mb: peak('device-client', sizes[1]) / peak('device-client', sizes[0]),
    },
  };
}
