import { type DeviceIdentity, type ProductIdentity } from '../identity.ts';
import { type DeviceStatus } from '../types.ts';
import { type RequestEntry } from '../http/request-log.ts';

/** The JSON that passes between the console in the browser and the emulator. Times are epoch seconds unless named. */

/** One line of the device list. Never holds a credential. */
export interface DeviceSummary extends DeviceIdentity {
  readonly status: DeviceStatus;
  readonly lastSeen?: number;
}

/** A value as the console shows it. */
export interface ValueView {
  readonly timestamp: number;
  readonly text: string;
}

/** One resource of a device. */
export interface AliasView {
  readonly alias: string;
  /** Absent if its values have all been flushed. */
  readonly latest?: ValueView;
}

/** Everything of one device. */
export interface DeviceView extends DeviceSummary {
  /** Only while activated. */
  readonly cik?: string;
  readonly aliases: readonly AliasView[];
}

/** A part of a time series, ascending. */
export interface SeriesView {
  readonly points: readonly ValueView[];
  /** Older points exist that were left out. */
  readonly isCut: boolean;
}

/** A value that has just been stored. */
export interface LiveValue extends DeviceIdentity, ValueView {
  readonly alias: string;
  readonly by: 'device' | 'cloud';
  /** Epoch milliseconds of the platform's clock. */
  readonly arrivedAtMs: number;
}

/** A content entry in a list. */
export interface ContentView {
  readonly id: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly updatedAt: number;
}

/** The content area of one product. */
export interface ProductView extends ProductIdentity {
  readonly content: readonly ContentView[];
}

/** One entry of a tar archive. */
export interface TarEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly sizeBytes: number;
  /** Permission bits, such as `0o755`. */
  readonly mode: number;
  /** Where a link points. */
  readonly target?: string;
}

/** What is inside a blob. */
export interface ContentDetails extends ContentView {
  readonly sha256: string;
  readonly entries: readonly TarEntry[];
  /** Why the entries are missing or incomplete. */
  readonly problem?: string;
}

/** How far one device has come with a deployment. */
type TargetState = 'sent' | 'pickedUp' | 'reported' | 'superseded';

/** One device of a deployment. */
export interface DeploymentTarget extends DeviceIdentity {
  readonly state: TargetState;
  readonly sentAt: number;
  readonly pickedUpAt?: number;
  readonly reportedAt?: number;
  /** The text of `fetch_status`. */
  readonly report?: string;
  /** What the latest `engine_report` says of the app. */
  readonly running?: { readonly version: string; readonly status: string };
}

/** An install command that the console sent. */
export interface Deployment {
  readonly id: number;
  readonly product: ProductIdentity;
  /** The content id, such as `hello.v1.tar.gz`. */
  readonly name: string;
  readonly startedAt: number;
  readonly targets: readonly DeploymentTarget[];
}

/** A fault that waits for requests. */
export interface FaultView {
  readonly id: number;
  readonly fault: Readonly<Record<string, unknown>> & { readonly kind: string };
  /** How many requests it still meets; absent for all to come. */
  readonly remaining?: number;
}

/** The first event of a stream: all there is. */
export interface Snapshot {
  /** URL of the device API. */
  readonly platformUrl: string;
  readonly isOnline: boolean;
  /** The platform's clock in epoch milliseconds. */
  readonly nowMs: number;
  readonly devices: readonly DeviceSummary[];
  readonly products: readonly ProductView[];
  readonly requests: readonly RequestEntry[];
  readonly faults: readonly FaultView[];
  readonly deployments: readonly Deployment[];
}

/** Every later event: what has changed since the one before. */
export interface Change {
  readonly nowMs: number;
  readonly isOnline?: boolean;
  /** New and changed ones. */
  readonly devices?: readonly DeviceSummary[];
  readonly removedDevices?: readonly DeviceIdentity[];
  readonly products?: readonly ProductView[];
  readonly requests?: readonly RequestEntry[];
  readonly faults?: readonly FaultView[];
  /** Only the targets that changed are in it. */
  readonly deployments?: readonly Deployment[];
  readonly values?: readonly LiveValue[];
  /** Values were left out because there were too many: read again what you show. */
  readonly hasMissedValues?: true;
}

/** A stretch without values where the rhythm of a series promised some. */
export interface Gap {
  /** Timestamp of the last value before it. */
  readonly from: number;
  /** Timestamp of the first value after it. */
  readonly to: number;
  /** How many values the rhythm promised in between. */
  readonly missing: number;
}

/** How complete and how punctual one time series is. */
export interface SeriesHealth extends DeviceIdentity {
  readonly alias: string;
  readonly points: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Usual seconds between two values; absent if there is no rhythm. */
  readonly rhythmSeconds?: number;
  /** Newest first. */
  readonly gaps: readonly Gap[];
  /** Values that came late since the emulator started. */
  readonly late?: {
    readonly values: number;
    readonly maxDelaySeconds: number;
    readonly lastDelaySeconds: number;
    /** Epoch milliseconds at which the last late one arrived. */
    readonly lastArrivedAtMs: number;
  };
}

/** What a gateway says about its own queue. */
export interface QueueReport extends DeviceIdentity {
  readonly alias: string;
  readonly reportedAt: number;
  /** Numbers and texts by dotted key. */
  readonly facts: readonly (readonly [string, string])[];
}

/** The page of gaps and backlog. */
export interface DeliveryView {
  /** Series with gaps or late values first. */
  readonly series: readonly SeriesHealth[];
  readonly queues: readonly QueueReport[];
  /** Series that were not looked at because there are too many. */
  readonly leftOut: number;
}
