import { type PackageKind } from '../package/check.ts';

/** One answer of a {@link ContentSource}. */
export interface Content {
  /** The bytes from the answered place on; it fails if they end too early. */
  readonly body: AsyncIterable<Uint8Array>;
  /** 206: the body begins at `rangeStart`. Anything else: at byte 0, whatever was asked for. */
  readonly status?: number;
  /** Size of the whole file, if the source knows it. */
  readonly totalBytes?: number;
  readonly etag?: string;
  /** Stands in for a missing `etag`. */
  readonly lastModified?: string;
}

/** Options of {@link ContentSource.open}. */
export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** First byte wanted. Default: 0. */
  readonly rangeStart?: number;
  /** Entity tag (or date) under which `rangeStart` still applies; if the file has changed, all of it is sent. */
  readonly ifRange?: string;
}

/** Where packages come from; this package knows nothing about the platform behind it. */
export interface ContentSource {
  /**
   * Opens a file. It rejects with an error of which `retryable` (boolean), `status` (HTTP) and `retryAfterMs` are
   * looked at, if it has them. A sidecar is asked for as `fileName + '.otau.json'`, its signature as
   * `fileName + '.otau.json.minisig'`; status 404, system code `ENOENT` or a code that ends in `NOT_FOUND` means that
   * there is none (otau 4.1).
   */
  open(fileName: string, options: OpenOptions): Promise<Content>;
}

/** Options of the calls of a {@link ProcessHost}. */
export interface HostCallOptions {
  readonly signal?: AbortSignal;
  /** Of a managed app: its own tree, by the link that always leads to the version in use (otau 3.4). */
  readonly directory?: string;
}

/** What a {@link ProcessHost} has seen of a program's health. */
export interface HealthResult {
  readonly healthy: boolean;
  /** Of an unhealthy one: what happened, in words for an operator. */
  readonly reason?: string;
}

/** Who runs programs; this package knows nothing about supervisord. */
export interface ProcessHost {
  /** Rejects, in words that an operator can act on, if the conf would be refused; changes nothing. */
  check(name: string, supervisorConf: string, options?: HostCallOptions): Promise<void>;
  /** Writes the conf and (re)starts the program with it. Doing it twice does no harm. */
  apply(name: string, supervisorConf: string, options?: HostCallOptions): Promise<void>;
  /** Stops the program and removes its conf. A program that is not there is removed all the same. */
  remove(name: string, options?: HostCallOptions): Promise<void>;
  /** The program's state in supervisord's words: `RUNNING`, … */
  state(name: string, options?: HostCallOptions): Promise<string>;
  /**
   * Watches the program for `forMs` milliseconds without a restart, however short (otau 3.6). Without this method
   * `state` is polled, which can miss a restart that is quicker than the poll.
   */
  health?(name: string, options: HostCallOptions & { readonly forMs: number }): Promise<HealthResult>;
  /** Stops the program and leaves its conf, for the time of `uninstall.sh` (otau 3.11). Without it: `remove`. */
  stop?(name: string, options?: HostCallOptions): Promise<void>;
}

/** How to tell whether a program is well (otau 3.6). */
export interface HealthCheck {
  /** File and arguments, run without a shell in the app's tree. Exit code 0: healthy. */
  readonly command?: readonly string[];
  /** For how long the program must run without a restart. */
  readonly healthySeconds?: number;
  /** How long `command` is repeated until it succeeds. */
  readonly timeoutMs?: number;
}

/** The sidecar `NAME.vVERSION.tar.gz.otau.json` of a package (otau 4.1). */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  /** Grows with every release of the app: what is lower is a downgrade (otau 4.2). */
  readonly sequence?: number;
  /** Of the tarball, 64 hexadecimal digits. */
  readonly sha256: string;
  /** Of the tarball. */
  readonly sizeBytes: number;
  readonly unpackedBytes?: number;
  /** As `process.arch` says it. */
  readonly arch?: string;
  readonly requires?: Readonly<Record<string, string>>;
  /** Scripts by their path below the package's root, in place of `install.sh` and `uninstall.sh`. */
  readonly hooks?: { readonly install?: string; readonly uninstall?: string };
  readonly health?: HealthCheck;
  readonly kind: PackageKind;
  /** It runs from its own tree: rolling back is switching a link (otau 3.4). Default: false. */
  readonly managed?: boolean;
}

/** A package that a {@link TrustPolicy} judges. */
export interface PackageToVerify {
  readonly fileName: string;
  readonly name: string;
  readonly version: string;
  /** Where its bytes are; they match `sha256` and `sizeBytes`. */
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Bytes of the sidecar, as they were signed. */
  readonly sidecar?: Uint8Array;
  /** The minisign signature of the sidecar. */
  readonly signature?: Uint8Array;
  /** What it would replace. */
  readonly installed?: {
    readonly version: string;
    readonly sequence?: number;
    readonly signedBy?: readonly string[];
  };
  /** The operator insists: a downgrade is let through. */
  readonly force?: boolean;
}

/** Decides whether a package may be installed (otau 4). */
export interface TrustPolicy {
  /** Rejects with an `OtauError` what may not be installed. Resolves with whose keys signed it, and its manifest. */
  verify(
    pkg: PackageToVerify,
    options: { readonly signal?: AbortSignal },
  ): Promise<{ readonly signedBy: readonly string[]; readonly manifest?: PackageManifest }>;
}
