export { createGmq, GMQ_DEFAULTS, type Gmq, type GmqOptions } from './gmq.ts';
export { createQueue } from './queue.ts';
export {
  POLICY_DEFAULTS,
  QUEUE_DEFAULTS,
  type QueueLimitOptions,
  type QueueLimits,
  type QueuePolicies,
} from './options.ts';
export type { DeadLetterChoice, MessageQueue, QueueCall, QueueOptions, QueueStats, WaitingMessage } from './types.ts';
export { createBootClock, type BootClock } from './boot.ts';
export type { Anchor } from './time/anchor.ts';
export type { LaneStatus } from './lane/lane.ts';
export type { WriteResult } from './lane/forward.ts';
export type { Message, Value, Write } from './message.ts';
export { formatClient, type ClientIdentity } from './identity.ts';
export { createGmqServer, SERVER_DEFAULTS, type GmqServer, type GmqServerOptions } from './server/server.ts';
export type {
  Activation,
  DeliveryBatch,
  DeliveryOutcome,
  DeliveryRecord,
  Fate,
  PlatformTime,
  ReadOutcome,
  Upstream,
  UpstreamCall,
  WriteBatch,
} from './upstream.ts';
export { createExositeUpstream, type ExositeClient, type ExositeUpstreamOptions } from './exosite/exosite-upstream.ts';
export { createGatewayCfgOwner, type CredentialOwner } from './exosite/credential-owner.ts';
export { connectExosite, type ExositeOptions } from './exosite/platform.ts';
export { createIdentities, type Identities } from './identities.ts';
export { createDiskStore, type DiskStoreOptions } from './store/disk-store.ts';
export { createMemoryStore } from './store/memory-store.ts';
export type {
  ClientTotal,
  DeadLetter,
  HeadLimits,
  MessageStore,
  SecondsRun,
  StoredBoot,
  StoreChange,
  StoredClient,
  StoredMessage,
} from './store.ts';
export { systemClock, type Clock } from './clock.ts';
export { GmqError, isGmqError, type GmqErrorCode, type GmqErrorDetails } from './errors.ts';
export type {
  DeadDropped,
  DropReason,
  GmqEvents,
  LaneFailed,
  MessageBuried,
  MessagesDelivered,
  MessagesDropped,
  MessagesRetimed,
  MessageShifted,
  StoreCommitted,
  StoreSalvaged,
  TimeLearnt,
} from './diagnostics.ts';
