import type { InventoryEntry } from '@gateway-engine/otau';

/** What the process that is killed, or that recovers, is to do. */
export interface Order {
  readonly stateDir: string;
  /** Folder for confs and for the traces of scripts; it is not on the disk that loses power. */
  readonly outside: string;
  /** Index into the scenarios of `otau-power`. */
  readonly scenario: number;
  /** Paths of the packages by their key. */
  readonly paths: Readonly<Record<'one' | 'two' | 'bad', string>>;
  /** `work`: prepare, then carry the scenario out. `settle`: recover, repeat, acknowledge, recover. */
  readonly task: 'work' | 'settle';
  /** State of the journal at which to stand still and wait for the end. */
  readonly pauseAt?: string | undefined;
}

/** What the process says, a line of JSON each. */
export type Line =
  | { readonly say: 'prepared' }
  | { readonly say: 'state'; readonly state: string }
  | { readonly say: 'done'; readonly error?: string }
  | {
      readonly say: 'settled';
      /** Reports after the recovery, and after the same request was repeated. */
      readonly reports: readonly string[];
      readonly repeated: readonly string[];
      /** After they were acknowledged. */
      readonly left: number;
      readonly rows: readonly InventoryEntry[];
      readonly pending: string | undefined;
    };
