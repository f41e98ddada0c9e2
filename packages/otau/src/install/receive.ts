import { abortable } from '../archive/byte-reader.ts';
import { type ArchiveLimits } from '../archive/limits.ts';
import { type ReceivedPackage } from '../download/download.ts';
import { downloadFailed, received } from '../download/failure.ts';
import { openSink, type Sink, verifyRoom } from '../download/sink.ts';
import { type FileLayer } from '../files/layer.ts';
import { systemFiles } from '../files/system-files.ts';
import { removeTree } from '../files/tree.ts';
import { type Content } from './contracts.ts';

/** Options of {@link receivePackage}. */
export interface ReceiveOptions {
  readonly fileName: string;
  /** File to make, mode 0600. It must not exist. */
  readonly path: string;
  readonly limits: ArchiveLimits;
  readonly files?: FileLayer;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Stores a package of this machine and computes its digest on the way. The size is bounded by the limits and by the
 * room on the disk, whatever is announced. On failure nothing remains.
 */
export async function receivePackage(content: Content, options: ReceiveOptions): Promise<ReceivedPackage> {
  const { path, limits, files = systemFiles } = options;
  let sink: Sink;
  try {
    await verifyRoom(content.totalBytes ?? 0, { files, path, limits });
    sink = await openSink({ files, path, limits });
  } catch (error) {
    // A body that nobody reads would keep its file open; that it cannot be closed either changes nothing.
    await content.body[Symbol.asyncIterator]()
      .return?.()
      .catch(() => undefined);
    throw error;
  }
  try {
    return await store(content, sink, options);
  } catch (error) {
    await removeTree(files, path).catch(() => undefined); // the first failure is the one to tell
    throw error;
  } finally {
    await sink.close();
  }
}

async function store(
  { body, totalBytes }: Content,
  sink: Sink,
  { path, fileName, signal }: ReceiveOptions,
): Promise<ReceivedPackage> {
  for await (const chunk of abortable(received(body, fileName), signal)) await sink.write(chunk);
  const { sizeBytes } = sink;
  if (totalBytes !== undefined && sizeBytes !== totalBytes) {
    throw downloadFailed(fileName, `${sizeBytes} of ${totalBytes} bytes arrived`, true);
  }
  await sink.sync(); // the package is durable before its name is used
  return { path, sizeBytes, sha256: sink.digest() };
}
