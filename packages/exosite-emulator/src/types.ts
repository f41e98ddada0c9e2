import { type EmulatorChange } from './changes.ts';
import { type ConsoleOptions } from './console/options.ts';
import { type Fault } from './faults/fault.ts';
import { type ActiveFault } from './faults/injector.ts';
import { type DeviceIdentity, type ProductIdentity } from './identity.ts';
import { type RequestEntry } from './http/request-log.ts';

/**
 * `notactivated`: waiting for the device's call, or never enabled. `activated`: has a CIK.
 * `expired`: disabled, or the activation window of 24 hours has passed (exosite 3.1).
 */
export type DeviceStatus = 'notactivated' | 'activated' | 'expired';

/** A device as the platform knows it. */
export interface DeviceInfo extends DeviceIdentity {
  readonly status: DeviceStatus;
  /** The device's credential; only while activated. */
  readonly cik?: string;
  /** Epoch seconds of the last authenticated call since this process started. */
  readonly lastSeen?: number;
}

/** A content entry (exosite 3.3). */
export interface ContentInfo {
  readonly id: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** Epoch seconds. */
  readonly updatedAt: number;
  readonly meta: string;
}

/** One stored value. */
export interface Point {
  /** Epoch seconds. */
  readonly timestamp: number;
  /** The exact bytes. */
  readonly value: Uint8Array;
  /** The bytes read as UTF-8. */
  readonly text: string;
}

/** A value that has just been stored. */
export interface WriteEvent {
  readonly device: DeviceIdentity;
  readonly alias: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly text: string;
  readonly by: 'device' | 'cloud';
}

/** Called after the value is durable. */
export type WriteListener = (event: WriteEvent) => void;

/** What the emulator needs to speak TLS. All in PEM. */
export interface TlsOptions {
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
  /** Client certificates count only if this CA signed them. Default: any one, tied to its device at first use. */
  readonly ca?: string | Buffer;
}

/** All optional; see {@link EMULATOR_DEFAULTS} for the values. */
export interface EmulatorOptions {
  /** SQLite file that survives kill -9. Default: in memory. */
  readonly dataPath?: string;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly host?: string;
  /** Port to listen on. Default 0: any free one. */
  readonly port?: number;
  /** The platform's clock in epoch milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** Credential of the management endpoints. Default: a random one, kept in the data file. */
  readonly vendorToken?: string;
  /** Form of `Last-Modified` in long-poll answers; the sources disagree (exosite 2.4). Default `httpDate`. */
  readonly lastModified?: 'httpDate' | 'epoch';
  /** TLS instead of plain HTTP; a device may show a client certificate with its identity as CN (exosite 1.2). */
  readonly tls?: TlsOptions;
  /** What CIKs are made of: hex digits, or the mixed case of Murano 2 tokens (exosite 1.2). Default `hex`. */
  readonly cikAlphabet?: 'hex' | 'mixed';
  /** Values kept of each alias; the oldest leave first, at the latest when there are a tenth more. */
  readonly maxPointsPerAlias?: number;
  /** Age in seconds at which values leave, except the latest of an alias. Default `Infinity`. */
  readonly maxPointAgeSeconds?: number;
  /** Serves the web console, on loopback and on a port of its own. Default false. */
  readonly console?: boolean | ConsoleOptions;
}

/** A local Exosite platform. Methods other than the life cycle work before `start` too. */
export interface Emulator extends AsyncDisposable {
  /** Starts to listen. Rejects with `EMULATOR_PORT_IN_USE` or `EMULATOR_LISTEN_FAILED`. */
  start(): Promise<void>;
  /** Closes every connection and the data file. Final; a second call does nothing. */
  stop(): Promise<void>;
  /** `http://host:port`, or `https://` with `tls`, the same over offline and online. Throws `EMULATOR_NOT_STARTED` before `start`. */
  readonly url: string;
  /** Where the web console is, in a browser on this machine; undefined without `console` or before `start`. */
  readonly consoleUrl: string | undefined;
  /** Credential of the management endpoints, for `X-Exosite-Token` (exosite 1.2). */
  readonly vendorToken: string;
  /** Whitelists a device and opens its activation window; an activated one loses its CIK (exosite 3.1). */
  enableDevice(device: DeviceIdentity): void;
  /**
   * Gives an enabled device its CIK without a call of the device, and returns it. `cik` takes over the identity of a
   * gateway that was activated elsewhere: 40 printable characters. Throws `EMULATOR_NO_DEVICE`.
   */
  activateDevice(device: DeviceIdentity, options?: { readonly cik?: string }): string;
  /** Takes the CIK away; activation answers 409 until the device is enabled again (exosite 3.1). */
  disableDevice(device: DeviceIdentity): void;
  /** Forgets a device and its values; activation answers 404. */
  removeDevice(device: DeviceIdentity): void;
  /** All known devices by vendor, model and serial. */
  devices(): readonly DeviceInfo[];
  /** Stores a blob under an id, replacing an earlier one. */
  uploadContent(
    product: ProductIdentity,
    id: string,
    bytes: Uint8Array,
    options?: { readonly contentType?: string; readonly meta?: string },
  ): void;
  /** Content of a product by id. */
  listContent(product: ProductIdentity): readonly ContentInfo[];
  /** The bytes of a content entry, if there is one. */
  readContent(product: ProductIdentity, id: string): Uint8Array | undefined;
  /** False if there is no such entry. */
  removeContent(product: ProductIdentity, id: string): boolean;
  /** Products that have devices or content. */
  products(): readonly ProductIdentity[];
  /** Sets resources as the cloud side would. All values get the same timestamp. */
  write(device: DeviceIdentity, values: Readonly<Record<string, string | Uint8Array>>): void;
  /** The latest value of a resource, if it has any. */
  read(device: DeviceIdentity, alias: string): Point | undefined;
  /** All values of a resource, ascending by timestamp. */
  history(device: DeviceIdentity, alias: string): readonly Point[];
  /** Resources of a device that have values, by name. */
  aliases(device: DeviceIdentity): readonly string[];
  /** Calls back for every value stored from now on. Returns the function that ends it. */
  onWrite(listener: WriteListener): () => void;
  /** Closes the listening socket and resets every connection: clients see ECONNREFUSED. */
  goOffline(): Promise<void>;
  /** Listens on the same port again. */
  goOnline(): Promise<void>;
  /** Whether it listens. */
  readonly online: boolean;
  /** Makes matching requests go wrong. Returns the function that takes the fault away. */
  injectFault(fault: Fault): () => void;
  /** The faults that wait for requests, in the order of injection. */
  faults(): readonly ActiveFault[];
  /** Takes one fault away by its number. False if it is gone already. */
  removeFault(id: number): boolean;
  /** Takes all faults away. */
  clearFaults(): void;
  /** The latest requests in the order in which they were answered. */
  requests(): readonly RequestEntry[];
  /** Calls back for every request from now on, when it is answered or given up. Returns the function that ends it. */
  onRequest(listener: (entry: RequestEntry) => void): () => void;
  /** Calls back when devices, content, faults or `online` change. Returns the function that ends it. */
  onChange(listener: (change: EmulatorChange) => void): () => void;
}
