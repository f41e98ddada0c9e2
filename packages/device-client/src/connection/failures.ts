/** The connection was not ready in time. */
export class ConnectDeadline extends Error {
  readonly limitMs: number;

  constructor(limitMs: number) {
    super(`The connection was not ready within ${limitMs} ms.`);
    this.limitMs = limitMs;
  }
}

/** The other end showed another certificate than a pinned one. */
export class PinMismatch extends Error {
  readonly fingerprint: string;

  constructor(fingerprint: string) {
    super(`The certificate's fingerprint is ${fingerprint}.`);
    this.fingerprint = fingerprint;
  }
}

/** The proxy did not open the tunnel. */
export class TunnelRefusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The proxy answered CONNECT with ${status}.`);
    this.status = status;
  }
}
