import type { ContentDownload, DownloadOptions, Product } from '@gateway-engine/device-client';
import type { ContentSource } from '@gateway-engine/otau';

/** The content calls that downloads need; `@gateway-engine/device-client` has them. */
interface ContentClient {
  downloadContent(cik: string, id: string, options?: DownloadOptions): Promise<ContentDownload>;
}

export interface PlatformContentOptions {
  readonly client: ContentClient;
  /** The gateway's credential and product as they are now. */
  readonly credential: () => Promise<{ readonly cik: string; readonly product: Product }>;
}

/** Lets the installer fetch packages from the product's content area (gwe 77). */
export function createPlatformContent({ client, credential }: PlatformContentOptions): ContentSource {
  return {
    async open(fileName, { signal, rangeStart, ifRange } = {}) {
      const { cik, product } = await credential();
      return client.downloadContent(cik, fileName, {
        product,
        ...(signal === undefined ? {} : { signal }),
        ...(rangeStart === undefined ? {} : { rangeStart }),
        ...(ifRange === undefined ? {} : { ifRange }),
      });
    },
  };
}
