import { EmulatorError } from '../error.ts';
import { type ProductIdentity } from '../identity.ts';
import { formatForm } from '../wire/form.ts';
import { type WireClient } from './wire-client.ts';

/** What to whitelist, as who. */
export interface Enrollment {
  readonly product: ProductIdentity;
  readonly serials: readonly string[];
  readonly vendorToken: string;
  readonly signal: AbortSignal;
}

/** Management calls at the same time. */
const AT_ONCE = 16;

/** Whitelists serial numbers and opens their activation windows, as a vendor's tool does (exosite 4). */
export async function enroll(wire: WireClient, { product, serials, vendorToken, signal }: Enrollment): Promise<void> {
  const headers = { 'X-Exosite-Token': vendorToken, 'X-Exosite-Vendor': product.vendor };
  const base = `/provision/manage/model/${encodeURIComponent(product.model)}/`;
  const post = async (path: string, body: string, accepted: readonly number[]): Promise<void> => {
    const { status } = await wire.send({ method: 'POST', path, headers, body, signal });
    if (accepted.includes(status)) return;
    throw new EmulatorError(
      'EMULATOR_FLEET_REFUSED',
      `Whitelisting the fleet failed: ${path} was answered ${status}. Check the URL and the vendor token.`,
    );
  };
  const queue = [...serials];
  async function work(): Promise<void> {
    for (let serial = queue.shift(); serial !== undefined; serial = queue.shift()) {
      // 409: it is whitelisted since an earlier run.
      await post(base, formatForm([['sn', serial]]), [205, 409]);
      await post(base + encodeURIComponent(serial), 'enable=true', [205]);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
