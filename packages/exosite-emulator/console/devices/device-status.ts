import type { DeviceStatus } from '../../src/types.ts';
import { type Tone } from '../controls/tone.ts';

/** What a status is called, and what it means for the device (exosite 3.1). */
export const DEVICE_STATUS: Readonly<
  Record<DeviceStatus, { readonly word: string; readonly tone: Tone; readonly meaning: string }>
> = {
  activated: { word: 'Activated', tone: 'good', meaning: 'It has a credential (CIK) and may write and read.' },
  notactivated: {
    word: 'Waiting',
    tone: 'waiting',
    meaning: 'It may activate within 24 hours after it was enabled, and then gets a credential (CIK).',
  },
  expired: { word: 'Expired', tone: 'plain', meaning: 'Disabled, or its time to activate is over. Enable it again.' },
};
