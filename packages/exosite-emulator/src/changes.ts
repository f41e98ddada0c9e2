import { type DeviceIdentity, type ProductIdentity } from './identity.ts';
import { createListeners, type Listeners } from './listeners.ts';

/** Something of the platform is another than before. Values and requests have events of their own. */
export type EmulatorChange =
  /** A device was added, enabled, activated, disabled, moved or removed. */
  | { readonly what: 'devices'; readonly device: DeviceIdentity }
  /** Content or its groups were created, uploaded or removed. */
  | { readonly what: 'content'; readonly product: ProductIdentity }
  /** A fault was injected, met a request, or is gone. */
  | { readonly what: 'faults' }
  /** The platform went offline or came back. */
  | { readonly what: 'online' };

/** Who wants to hear of changes. */
export type Changes = Listeners<EmulatorChange>;

/** Nobody listens yet. */
export function createChanges(): Changes {
  return createListeners<EmulatorChange>();
}
