export { createDeviceClient, type DeviceClient } from './client.ts';
export { DEVICE_CLIENT_DEFAULTS, type DeviceClientOptions } from './options.ts';
export {
  DeviceClientError,
  isDeviceClientError,
  type DeviceClientErrorCode,
  type DeviceClientErrorDetails,
  type Outcome,
} from './errors.ts';
export {
  BY_CERTIFICATE,
  formatIdentity,
  isCik,
  redactCik,
  type Credential,
  type Identity,
  type Product,
} from './identity.ts';
export type { Value } from './form.ts';
export type { Values } from './calls/stack-alias.ts';
export type { RecordConflict } from './calls/conflicts.ts';
export type { RecordedValue, RecordResult } from './calls/record.ts';
export { MAX_POLL_WAIT_MS, type PolledValue, type PollOptions } from './calls/poll.ts';
export { WATCH_DEFAULTS, type WatchOptions } from './calls/watch.ts';
export type { ContentInfo } from './calls/content.ts';
export type { ContentDownload } from './calls/content-body.ts';
export type { DownloadOptions } from './calls/content-download.ts';
export type { ContentBody } from './http/answer-stream.ts';
export type { CallOptions, Operation } from './http/request.ts';
export type { IntendedRequest, RequestUsage, UsageRecorder } from './http/usage-recorder.ts';
export type { ClientCertificate } from './connection/security.ts';
export { retry, RETRY_DEFAULTS, type RetryOptions } from './retry/retry.ts';
export type { RetryPolicy } from './retry/decide-retry.ts';
export type { BackoffOptions } from './retry/backoff.ts';
export type { Clock } from './clock.ts';
export type { CallRetried, RequestEnded, RequestStarted } from './diagnostics.ts';
