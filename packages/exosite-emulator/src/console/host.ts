import { type Platform } from '../platform.ts';

/** What the console shows and switches. */
export interface ConsoleHost {
  readonly platform: Platform;
  readonly network: {
    /** URL of the device API. */
    url(): string;
    isOnline(): boolean;
    goOffline(): Promise<void>;
    goOnline(): Promise<void>;
  };
}
