import { type CheckInForm } from './types.ts';
import { type ProductIdentity } from '../identity.ts';

/** Every default and bound of a fleet in one place. */
export const FLEET_DEFAULTS: {
  readonly product: ProductIdentity;
  readonly serialPrefix: string;
  /** A desk is looked at now: real gateways check in every 14,400 s (gwe C42). */
  readonly intervalSeconds: number;
  readonly jitter: number;
  readonly checkIn: CheckInForm;
  readonly installSeconds: number;
  readonly maxConnections: number;
  readonly requestTimeoutMs: number;
  readonly maxSize: number;
  readonly seed: number;
} = Object.freeze({
  product: Object.freeze({ vendor: 'fleet', model: 'gateway' }),
  serialPrefix: 'sim-',
  intervalSeconds: 60,
  jitter: 0.2,
  checkIn: 'oneRoundTrip',
  installSeconds: 3,
  maxConnections: 64,
  requestTimeoutMs: 30_000,
  maxSize: 10_000,
  seed: 1,
});
