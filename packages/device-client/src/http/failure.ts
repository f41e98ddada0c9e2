import { ConnectDeadline, PinMismatch, TunnelRefusal } from '../connection/failures.ts';
import { DeviceClientError, type DeviceClientErrorCode, type Outcome } from '../errors.ts';
import type { Phase } from './exchange.ts';
import type { AnswerHead, Operation } from './request.ts';

/** What failed, for the message. */
export interface FailureContext {
  readonly operation: Operation;
  readonly origin: string;
}

/** The call's own time limit was reached. */
export class Deadline {
  readonly limitMs: number;

  constructor(limitMs: number) {
    this.limitMs = limitMs;
  }
}

/** The caller ended the call: it rejects with the reason, unwrapped. */
export class CallerAbort {
  readonly reason: unknown;

  constructor(reason: unknown) {
    this.reason = reason;
  }
}

/** The client was closed under the call. */
export class Closing {
  readonly kind = 'closing';
}

/** The one place where whatever ended a call becomes what the call rejects with. */
export function toRejection(error: unknown, phase: Phase, context: FailureContext): unknown {
  if (error instanceof CallerAbort) return error.reason;
  if (error instanceof DeviceClientError) return error;
  const where = `${context.operation} at ${context.origin}`;
  const outcome: Outcome = phase === 'queued' ? 'notSent' : 'unknown';
  if (error instanceof Closing) return createClosedError(context, outcome);
  if (error instanceof Deadline) {
    const message = `${where} did not end within ${error.limitMs} ms; it stopped ${PHASES[phase]}. Try again later.`;
    return new DeviceClientError(message, { code: 'DEVICE_CLIENT_TIMEOUT', outcome });
  }
  const onTheWay = describeConnectFailure(error, where);
  if (onTheWay !== undefined) return onTheWay;
  const reason = findReason(error);
  const code = decideCode(reason, phase);
  const message = `${where} failed ${PHASES[phase]}: ${reason}. ${hint(reason, code)}`;
  return new DeviceClientError(message, { code, outcome, cause: withoutData(error) });
}

/** What failed before the connection was ready, so that nothing was sent. */
function describeConnectFailure(error: unknown, where: string): DeviceClientError | undefined {
  const outcome = 'notSent';
  if (error instanceof ConnectDeadline) {
    const message = `${where} got no connection within ${error.limitMs} ms. Try again later.`;
    return new DeviceClientError(message, { code: 'DEVICE_CLIENT_TIMEOUT', outcome, cause: error });
  }
  if (error instanceof PinMismatch) {
    const message = `${where} was met by another certificate than a pinned one: its SHA-256 fingerprint is ${error.fingerprint}. Compare it with the platform's, and look for a proxy in between.`;
    return new DeviceClientError(message, { code: 'DEVICE_CLIENT_CERTIFICATE', outcome, cause: error });
  }
  if (error instanceof TunnelRefusal) {
    const { status } = error;
    // A proxy that cannot reach the platform now says so with 5xx, and may reach it later.
    const code = status >= 500 ? 'DEVICE_CLIENT_NETWORK' : 'DEVICE_CLIENT_PROXY';
    const advice = status === 407 ? 'Give its user and password in the proxy URL.' : 'Ask whoever runs the proxy.';
    const message = `${where} was not let through by the proxy, which answered ${status}. ${status >= 500 ? 'Try again later.' : advice}`;
    return new DeviceClientError(message, { code, outcome, status, cause: error });
  }
  return undefined;
}

/** undici's parser errors carry the bytes that they stumbled over, and a CIK may stand among those. */
function withoutData(error: unknown): unknown {
  return error instanceof Error && 'data' in error ? new Error(error.message) : error;
}

/** An answer that makes no sense for its operation. The platform may have acted on the request. */
export function createNonsense(context: FailureContext, found: string, head: AnswerHead): DeviceClientError {
  const message = `${context.operation} at ${context.origin} was answered with ${found}. Check the URL, and for a proxy or portal in between.`;
  return new DeviceClientError(message, { code: 'DEVICE_CLIENT_PROTOCOL', outcome: 'unknown', status: head.status });
}

/** A body of another length than its head announced. */
export function createTruncation(context: FailureContext, found: string): DeviceClientError {
  const message = `${context.operation} at ${context.origin} brought ${found}. Try again.`;
  return new DeviceClientError(message, { code: 'DEVICE_CLIENT_TRUNCATED', outcome: 'unknown' });
}

/** A call on a client that was closed, or is being closed. */
export function createClosedError(context: FailureContext, outcome: Outcome): DeviceClientError {
  return new DeviceClientError(`${context.operation} at ${context.origin} ended because the client was closed.`, {
    code: 'DEVICE_CLIENT_CLOSED',
    outcome,
  });
}

const PHASES: Readonly<Record<Phase, string>> = {
  queued: 'before the request went out',
  sent: 'while waiting for the answer',
  answering: 'in the middle of the answer',
};

/** System and undici errors name themselves by a code; with several addresses tried, the first one speaks. */
function findReason(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return findReason(error.errors[0]);
  if (!(error instanceof Error)) return 'unknown reason';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** The parser's complaints, except the one about an end that came too early. */
const NOT_HTTP = /^(?:HTTPParserError|UND_ERR_HEADERS_OVERFLOW|HPE_(?!INVALID_EOF_STATE).*)$/;

/** What Node and OpenSSL say of a certificate that they do not accept. */
const NOT_TRUSTED =
  /^(?:ERR_TLS_CERT_.*|CERT_.*|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT.*|UNABLE_TO_.*|INVALID_(?:CA|PURPOSE)|HOSTNAME_MISMATCH)$/;

function decideCode(reason: string, phase: Phase): DeviceClientErrorCode {
  if (phase === 'queued' && NOT_TRUSTED.test(reason)) return 'DEVICE_CLIENT_CERTIFICATE';
  if (reason === 'UND_ERR_BODY_TIMEOUT') return 'DEVICE_CLIENT_TIMEOUT';
  if (NOT_HTTP.test(reason)) return 'DEVICE_CLIENT_PROTOCOL';
  return phase === 'answering' ? 'DEVICE_CLIENT_TRUNCATED' : 'DEVICE_CLIENT_NETWORK';
}

function hint(reason: string, code: DeviceClientErrorCode): string {
  if (reason === 'CERT_NOT_YET_VALID' || reason === 'CERT_HAS_EXPIRED') return "Check this machine's clock.";
  if (code === 'DEVICE_CLIENT_CERTIFICATE') return 'Check the URL and the authorities, and for a proxy in between.';
  if (reason === 'ENOTFOUND' || reason === 'EAI_AGAIN') return 'Check the host name and the name service.';
  return code === 'DEVICE_CLIENT_PROTOCOL' ? 'Check the URL, and for a proxy in between.' : 'Try again later.';
}
