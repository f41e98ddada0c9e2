import { open, rename, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ContentInfo } from '../calls/content.ts';
import type { DeviceClient } from '../client.ts';
import type { Credential, Product } from '../identity.ts';

/** What to download, and where to. */
export interface FileDownload {
  readonly client: DeviceClient;
  readonly cik: Credential;
  readonly id: string;
  readonly product: Product | undefined;
  readonly path: string;
  /** True: go on with the part that an earlier try left. */
  readonly resume: boolean;
  readonly signal: AbortSignal | undefined;
  /** Told how many bytes are there of how many. */
  readonly onProgress: (haveBytes: number, totalBytes: number) => void;
}

/** What a try leaves beside the file. Its name tells the content's version, so that no two are ever mixed. */
export function formatPartPath(path: string, { updatedAt, sizeBytes }: ContentInfo): string {
  return `${path}.${updatedAt}-${sizeBytes}.part`;
}

/** Downloads to a file that is there only when it is whole. Resolves with its size and how much was there before. */
export async function downloadFile(download: FileDownload): Promise<{ sizeBytes: number; resumedFrom: number }> {
  const { client, cik, id, product, path, signal } = download;
  const info = await client.contentInfo(cik, id, product, signal === undefined ? {} : { signal });
  const part = formatPartPath(path, info);
  const resumedFrom = download.resume ? await findPart(part, info.sizeBytes) : 0;
  const file = await open(part, resumedFrom > 0 ? 'r+' : 'w');
  try {
    if (resumedFrom < info.sizeBytes || info.sizeBytes === 0) await fill(file, resumedFrom, info.sizeBytes, download);
    // This sync makes the content durable before its name says that it is whole.
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
  const folder = await open(dirname(path), 'r');
  // And this one makes the name durable.
  await folder.sync().finally(() => folder.close());
  return { sizeBytes: info.sizeBytes, resumedFrom };
}

/** The size of a part that can be gone on with. */
async function findPart(part: string, totalBytes: number): Promise<number> {
  const size = await stat(part).then(
    (found) => found.size,
    () => 0,
  );
  return size <= totalBytes ? size : 0;
}

async function fill(file: FileHandle, have: number, totalBytes: number, download: FileDownload): Promise<void> {
  const { client, cik, id, product, signal, onProgress } = download;
  const { status, body } = await client.downloadContent(cik, id, {
    ...(product === undefined ? {} : { product }),
    ...(signal === undefined ? {} : { signal }),
    rangeStart: have,
    resume: {},
  });
  let position = status === 206 ? have : 0;
  if (position === 0) await file.truncate(0);
  for await (const chunk of body) {
    await file.write(chunk, 0, chunk.length, position);
    position += chunk.length;
    onProgress(position, totalBytes);
  }
  if (position !== totalBytes) {
    throw new Error(`${id} brought ${position} bytes, but its information says ${totalBytes}. Try again.`);
  }
}
