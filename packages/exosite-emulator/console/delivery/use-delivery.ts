import { useEffect, useState } from 'preact/hooks';
import type { DeliveryView } from '../../src/console/api.ts';
import { callApi } from '../state/api-client.ts';
import { createReread } from '../state/reread.ts';
import { useConsole } from '../state/console-context.ts';

/** A survey looks at every series: not more often than this, and only if values came. */
const REFRESH_MS = 3000;

/** The survey of all series, kept up to date. */
export function useDelivery(): DeliveryView | undefined {
  const { live, notices } = useConsole();
  const [view, setView] = useState<DeliveryView | undefined>(undefined);
  useEffect(() => {
    const ended = new AbortController();
    const read = async (): Promise<void> => {
      try {
        const next = await callApi<DeliveryView>('/api/delivery', { signal: ended.signal });
        if (!ended.signal.aborted) setView(next);
      } catch (error) {
        if (!ended.signal.aborted) notices.warn(error instanceof Error ? error.message : String(error));
      }
    };
    const reread = createReread(() => void read(), REFRESH_MS);
    reread.request();
    const stop = live.onChange((change) => {
      if (change === undefined || change.values !== undefined || change.hasMissedValues === true) reread.request();
    });
    return () => {
      stop();
      reread.stop();
      ended.abort();
    };
  }, []);
  return view;
}
