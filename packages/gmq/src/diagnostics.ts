import { channel, type Channel } from 'node:diagnostics_channel';

/** Published on `gmq:message:delivered`: the platform has these messages, and the queue has let go of them. */
export interface MessagesDelivered {
  /** The identity, at most 8 characters of a CIK. */
  readonly client: string;
  readonly messages: number;
  /** `write`: forwarded at once, never on disk. `record`: from the queue. */
  readonly by: 'write' | 'record';
}

/** Published on `gmq:message:buried`: a message went to the dead letters. */
export interface MessageBuried {
  readonly client: string;
  readonly alias: string;
  readonly timestamp: number;
  readonly reason: string;
}

/** Published on `gmq:message:shifted`: a message goes out at another second, because its own was taken. */
export interface MessageShifted {
  readonly client: string;
  readonly alias: string;
  /** Epoch seconds as asked for. */
  readonly asked: number;
  /** Epoch seconds at which it goes out. */
  readonly timestamp: number;
}

/** Published on `gmq:lane:failed`: an attempt failed and the lane waits. */
export interface LaneFailed {
  readonly client: string;
  readonly reason: string;
  readonly retryInMs: number;
  readonly messages: number;
}

/** Published on `gmq:store:committed`: a group of changes is durable. */
export interface StoreCommitted {
  readonly changes: number;
  readonly durationMs: number;
}

/** Published on `gmq:store:salvaged`: a damaged file was put aside and what could be read was kept. */
export interface StoreSalvaged {
  /** Where the damaged file lies now. */
  readonly path: string;
  readonly clients: number;
  readonly messages: number;
  readonly deadLetters: number;
}

/** Published on `gmq:dead:dropped`: the oldest dead letters gave way to newer ones. */
export interface DeadDropped {
  readonly letters: number;
}

/** Published on `gmq:time:learnt`: the platform's time is known for the first time since the start. */
export interface TimeLearnt {
  /** Milliseconds since the epoch. */
  readonly epochMs: number;
  /** How far this machine's clock is ahead of it, in milliseconds. */
  readonly clockIsOffMs: number;
}

/** Published on `gmq:message:retimed`: messages had the time of a wrong clock and go out at the right one. */
export interface MessagesRetimed {
  readonly client: string;
  readonly messages: number;
}

/** Why a message was let go of without being delivered or kept as a dead letter. */
export type DropReason = 'expired' | 'evicted' | 'superseded';

/** Published on `gmq:message:dropped`: as the options say, values gave way. */
export interface MessagesDropped {
  readonly client: string;
  readonly messages: number;
  readonly reason: DropReason;
}

/** Every channel of this package and what is published on it. */
export interface GmqEvents {
  readonly 'gmq:message:delivered': MessagesDelivered;
  readonly 'gmq:message:buried': MessageBuried;
  readonly 'gmq:message:shifted': MessageShifted;
  readonly 'gmq:lane:failed': LaneFailed;
  readonly 'gmq:store:committed': StoreCommitted;
  readonly 'gmq:store:salvaged': StoreSalvaged;
  readonly 'gmq:dead:dropped': DeadDropped;
  readonly 'gmq:time:learnt': TimeLearnt;
  readonly 'gmq:message:retimed': MessagesRetimed;
  readonly 'gmq:message:dropped': MessagesDropped;
}

const CHANNELS: { readonly [Name in keyof GmqEvents]: Channel } = {
  'gmq:message:delivered': channel('gmq:message:delivered'),
  'gmq:message:buried': channel('gmq:message:buried'),
  'gmq:message:shifted': channel('gmq:message:shifted'),
  'gmq:lane:failed': channel('gmq:lane:failed'),
  'gmq:store:committed': channel('gmq:store:committed'),
  'gmq:store:salvaged': channel('gmq:store:salvaged'),
  'gmq:dead:dropped': channel('gmq:dead:dropped'),
  'gmq:time:learnt': channel('gmq:time:learnt'),
  'gmq:message:retimed': channel('gmq:message:retimed'),
  'gmq:message:dropped': channel('gmq:message:dropped'),
};

/** Publishes an event; it is built only if someone listens. */
export function publish<Name extends keyof GmqEvents>(name: Name, build: () => GmqEvents[Name]): void {
  const target = CHANNELS[name];
  if (target.hasSubscribers) target.publish(build());
}
