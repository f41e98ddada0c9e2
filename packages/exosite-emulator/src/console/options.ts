/** Where the console listens. */
export interface ConsoleOptions {
  /** Exactly this port, 0 for any free one. Default: 8089, or any free one if that is taken. */
  readonly port?: number;
}
