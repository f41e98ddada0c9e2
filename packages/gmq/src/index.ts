export { createGmq, GMQ_DEFAULTS, type Gmq, type GmqOptions } from './gmq.ts';
export { createQueue } from './queue.ts';
export { QUEUE_DEFAULTS, type QueueLimitOptions, type QueueLimits } from './options.ts';
export type { MessageQueue, QueueCall, QueueOptions, QueueStats } from './types.ts';
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
  StoreChange,
  StoredClient,
  StoredMessage,
} from './store.ts';
export { systemClock, type Clock } from './clock.ts';
export { GmqError, isGmqError, type GmqErrorCode, type GmqErrorDetails } from './errors.ts';
export type {
  DeadDropped,
  GmqEvents,
  LaneFailed,
  MessageBuried,
  MessagesDelivered,
  MessageShifted,
  StoreCommitted,
  StoreSalvaged,
} from './diagnostics.ts';
