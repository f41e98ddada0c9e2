import { useEffect, useState } from 'preact/hooks';
import type { DeviceView } from '../../src/console/api.ts';
import { deviceKey } from '../../src/console/device-key.ts';
import type { DeviceIdentity } from '../../src/identity.ts';
import { callApi, deviceApiPath } from '../state/api-client.ts';
import { createReread } from '../state/reread.ts';
import { useConsole, useLive } from '../state/console-context.ts';
import { valuesOf, withValues } from './device-view-model.ts';

/** When a fleet writes more than the stream carries, what is shown is read again, but not more often than this. */
const REREAD_MS = 2000;

/** A device with its resources, kept up to date. */
export function useDeviceView(device: DeviceIdentity): {
  readonly view: DeviceView | undefined;
  readonly missing: boolean;
} {
  const { live } = useConsole();
  const status = useLive().devices.get(deviceKey(device))?.status;
  const [view, setView] = useState<DeviceView | undefined>(undefined);
  const [missing, setMissing] = useState(false);
  const path = deviceApiPath(device);

  // Read again when the status changes, for the credential changes with it.
  useEffect(() => {
    const ended = new AbortController();
    const read = async (): Promise<void> => {
      try {
        const next = await callApi<DeviceView>(path, { signal: ended.signal });
        if (ended.signal.aborted) return;
        setView(next);
        setMissing(false);
      } catch {
        if (!ended.signal.aborted) setMissing(true);
      }
    };
    const reread = createReread(() => void read(), REREAD_MS);
    reread.request();
    const stop = live.onChange((change) => {
      if (change === undefined || change.hasMissedValues === true) reread.request();
      const values = valuesOf(change?.values, device);
      if (values.length > 0) setView((before) => (before === undefined ? before : withValues(before, values)));
    });
    return () => {
      ended.abort();
      reread.stop();
      stop();
    };
  }, [path, status]);
  return { view, missing };
}
