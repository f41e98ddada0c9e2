import { type DeviceStatus } from '../types.ts';

/** What the life cycle of a device depends on. */
export interface Activation {
  readonly cik: string | undefined;
  /** Fingerprint of the client certificate that it uses instead of a CIK. */
  readonly certificate: string | undefined;
  /** Epoch seconds at which the activation window opened; absent if it never did. */
  readonly enabledAt: number | undefined;
  readonly disabled: boolean;
}

/** The status as management calls show it (exosite 3.1). */
export function statusOf(activation: Activation, nowSeconds: number, windowSeconds: number): DeviceStatus {
  if (isActivated(activation)) return 'activated';
  if (activation.disabled) return 'expired';
  if (activation.enabledAt === undefined) return 'notactivated';
  return nowSeconds - activation.enabledAt >= windowSeconds ? 'expired' : 'notactivated';
}

/** Why `POST /provision/activate` is refused with 409, or `undefined` if it may hand out a CIK (exosite 3.1). */
export function decideRefusal(activation: Activation, nowSeconds: number, windowSeconds: number): string | undefined {
  if (isActivated(activation)) return 'already activated: enable it again first';
  if (activation.disabled) return 'disabled';
  if (activation.enabledAt === undefined) return 'not enabled';
  return nowSeconds - activation.enabledAt >= windowSeconds ? 'the activation window has passed' : undefined;
}

function isActivated({ cik, certificate }: Activation): boolean {
  return cik !== undefined || certificate !== undefined;
}
