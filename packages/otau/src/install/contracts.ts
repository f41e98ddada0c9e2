/** One answer of a {@link ContentSource}. */
export interface Content {
  /** The file's bytes; it fails if they end too early. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Size of the whole file, if the source knows it. */
  readonly totalBytes?: number;
  readonly etag?: string;
}

/** Options of {@link ContentSource.open}. */
export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** First byte wanted. Default: 0. */
  readonly rangeStart?: number;
  /** Entity tag under which `rangeStart` still applies. */
  readonly ifRange?: string;
}

/** Where packages come from; this package knows nothing about the platform behind it. */
export interface ContentSource {
  /** Rejects with an error whose boolean `retryable`, if it has one, is passed on. */
  open(fileName: string, options: OpenOptions): Promise<Content>;
}

/** Who runs programs; this package knows nothing about supervisord. */
export interface ProcessHost {
  /** Rejects, in words that an operator can act on, if the conf would be refused; changes nothing. */
  check(name: string, supervisorConf: string, options?: { readonly signal?: AbortSignal }): Promise<void>;
  /** Writes the conf and (re)starts the program with it. */
  apply(name: string, supervisorConf: string, options?: { readonly signal?: AbortSignal }): Promise<void>;
  remove(name: string, options?: { readonly signal?: AbortSignal }): Promise<void>;
  /** The program's state in supervisord's words: `RUNNING`, … */
  state(name: string, options?: { readonly signal?: AbortSignal }): Promise<string>;
}
