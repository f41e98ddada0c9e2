/** Who the gateway is to the platform (exosite 3.1). */
export interface DeviceIdentity {
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
}

export interface PlatformCallOptions {
  readonly signal?: AbortSignal;
}

/** The calls that the engine needs of a device client; `@gateway-engine/device-client` has them. */
export interface PlatformClient {
  /** Resolves with the CIK. */
  activate(identity: DeviceIdentity, options?: PlatformCallOptions): Promise<string>;
  write(cik: string, values: Readonly<Record<string, string>>, options?: PlatformCallOptions): Promise<void>;
  writeRead(
    cik: string,
    values: Readonly<Record<string, string>>,
    aliases: readonly string[],
    options?: PlatformCallOptions,
  ): Promise<ReadonlyMap<string, string>>;
  /** The values of an alias as they come, beginning with the one that is there now. Needed for `long_poll` alone. */
  watch?(
    cik: string,
    alias: string,
    options: { readonly signal: AbortSignal },
  ): AsyncIterable<{ readonly value: string }>;
}
