import { abortable } from '../archive/byte-reader.ts';
import { type ArchiveLimits } from '../archive/limits.ts';
import { type Clock } from '../clock.ts';
import { channels, publish } from '../diagnostics.ts';
import { isOtauError } from '../errors.ts';
import { type FileLayer } from '../files/layer.ts';
import { exists } from '../files/tree.ts';
import { type Content, type ContentSource, type OpenOptions } from '../install/contracts.ts';
import { downloadError, downloadFailed, isFinal, received, statusOf } from './failure.ts';
import { dropPart, partPath, type PartRecord, readPart, writePart } from './part.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { type RetryPolicy, withRetries } from './retry.ts';
import { openSink, type Sink, verifyRoom } from './sink.ts';

/** Options of {@link download}. */
export interface DownloadOptions {
  readonly fileName: string;
  readonly source: ContentSource;
  /** Where the part and its record are kept. */
  readonly directory: string;
  readonly files: FileLayer;
  readonly limits: ArchiveLimits;
  readonly clock: Clock;
  readonly retry: RetryPolicy;
  readonly maxBytesPerSecond?: number | undefined;
  /** After how many bytes what is there is made durable, so that a power cut costs no more than these. */
  readonly syncEveryBytes: number;
  /** Whether the digest of the whole is known: then a part without a validator may be continued, too. */
  readonly digestKnown: boolean;
  readonly signal: AbortSignal;
}

/** A package on our disk. */
export interface ReceivedPackage {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * Fetches a package, or goes on with what an earlier call left (otau 3.9). What has arrived is kept when it fails for
 * the time being or is aborted; it goes when it fails for good. The file that it gives is durable and complete.
 */
export async function download(options: DownloadOptions): Promise<ReceivedPackage> {
  const { fileName, files, signal, directory, clock } = options;
  const path = partPath(directory, fileName);
  const known = await readPart(files, path);
  let record: PartRecord = isResumable(known, options)
    ? known
    : { fileName, offset: 0, complete: false, startedAt: clock.now() };
  if (record.offset === 0 && (await exists(files, path))) await dropPart(files, path);
  const sink = await openSink({ files, path, limits: options.limits, resumeAt: record.offset });
  const save = async (change: Partial<PartRecord>): Promise<void> => {
    await sink.sync(); // the bytes are durable before the record counts them
    record = { ...record, ...change, offset: sink.sizeBytes };
    await writePart(files, path, record);
  };
  const transfer: Transfer = { options, sink, save, rate: createRateLimit(options.maxBytesPerSecond, clock), path };
  try {
    await withRetries(options.retry, { fileName, signal }, (progress) => fetchRest(transfer, () => record, progress));
    await save({ complete: true });
    return { path, sizeBytes: sink.sizeBytes, sha256: sink.digest() };
  } catch (error) {
    const isPassing =
      signal.aborted || (isOtauError(error) && error.code === 'OTAU_DOWNLOAD_FAILED' && error.retryable);
    // What may come later is kept for then. The first failure is the one to tell.
    await (isPassing ? save({}) : dropPart(files, path)).catch(() => undefined);
    throw error;
  } finally {
    await sink.close();
  }
}

interface Transfer {
  readonly options: DownloadOptions;
  readonly sink: Sink;
  readonly path: string;
  readonly save: (change: Partial<PartRecord>) => Promise<void>;
  readonly rate: RateLimit;
}

function isResumable(known: PartRecord | undefined, { fileName, digestKnown }: DownloadOptions): known is PartRecord {
  return known?.fileName === fileName && known.offset > 0 && (known.validator !== undefined || digestKnown);
}

/** One request: opens the source where the sink ends, and takes what comes. */
async function fetchRest(transfer: Transfer, record: () => PartRecord, progress: () => void): Promise<void> {
  const { options, sink, path } = transfer;
  const { limits, files, fileName } = options;
  const content = await openRest(transfer, record());
  if (content === 'unchanged') return;
  try {
    if (sink.sizeBytes > 0 && !continues(content, record())) await sink.restart();
    await verifyRoom(content.totalBytes ?? 0, { files, path, limits, resumeAt: sink.sizeBytes });
    await transfer.save(describe(content, record()));
  } catch (error) {
    await closeBody(content);
    throw error;
  }
  await takeBody(transfer, content, progress);
  const { totalBytes } = content;
  if (totalBytes !== undefined && sink.sizeBytes !== totalBytes) {
    // Too much of it cannot be mended by going on.
    if (sink.sizeBytes > totalBytes) await sink.restart();
    throw downloadFailed(fileName, `${sink.sizeBytes} of ${totalBytes} bytes arrived`, true);
  }
}

async function openRest({ options, sink }: Transfer, record: PartRecord): Promise<Content | 'unchanged'> {
  const { source, fileName, signal } = options;
  if (sink.sizeBytes === 0) return openSource(source, fileName, { signal });
  // Of what is complete, the last byte is asked for: to hear whether the file has changed meanwhile.
  const rangeStart = record.complete ? sink.sizeBytes - 1 : sink.sizeBytes;
  const ifRange = record.validator === undefined ? {} : { ifRange: record.validator };
  try {
    const content = await openSource(source, fileName, { signal, rangeStart, ...ifRange });
    if (!record.complete || !continues(content, record)) return content;
    await closeBody(content);
    return 'unchanged';
  } catch (error) {
    signal.throwIfAborted();
    if (statusOf(error) === 416) {
      await sink.restart();
      return openSource(source, fileName, { signal });
    }
    if (record.complete && !isFinal(error)) return 'unchanged'; // it is all here: that the source is away does no harm
    throw error;
  }
}

async function openSource(
  source: ContentSource,
  fileName: string,
  options: OpenOptions & { readonly signal: AbortSignal },
): Promise<Content> {
  try {
    return await source.open(fileName, options);
  } catch (error) {
    throw downloadError(error, fileName, options.signal);
  }
}

/** Whether an answer goes on with the very file that the record is about. */
function continues(content: Content, record: PartRecord): boolean {
  const validator = validatorOf(content);
  return (
    content.status === 206 &&
    (validator === undefined || record.validator === undefined || validator === record.validator) &&
    (content.totalBytes === undefined || record.totalBytes === undefined || content.totalBytes === record.totalBytes)
  );
}

async function takeBody(
  { options, sink, save, rate }: Transfer,
  content: Content,
  progress: () => void,
): Promise<void> {
  const { fileName, signal, syncEveryBytes } = options;
  let unsynced = 0;
  for await (const chunk of abortable(received(content.body, fileName), signal)) {
    await sink.write(chunk);
    progress();
    publish(channels.downloadProgress, () => ({
      fileName,
      receivedBytes: sink.sizeBytes,
      ...(content.totalBytes === undefined ? {} : { totalBytes: content.totalBytes }),
    }));
    unsynced += chunk.length;
    if (unsynced >= syncEveryBytes) {
      unsynced = 0;
      await save({});
    }
    await rate.take(chunk.length, signal);
  }
}

function describe(content: Content, record: PartRecord): Partial<PartRecord> {
  const validator = validatorOf(content) ?? record.validator;
  return {
    complete: false,
    ...(validator === undefined ? {} : { validator }),
    ...(content.totalBytes === undefined ? {} : { totalBytes: content.totalBytes }),
  };
}

/** A weak entity tag does not promise the same bytes. */
function validatorOf({ etag, lastModified }: Content): string | undefined {
  return etag === undefined || etag.startsWith('W/') ? lastModified : etag;
}

/** A body that nobody reads would keep its connection open; that it cannot be closed either changes nothing. */
async function closeBody({ body }: Content): Promise<void> {
  await body[Symbol.asyncIterator]()
    .return?.()
    .catch(() => undefined);
}
