import { useEffect, useState } from 'preact/hooks';
import type { SeriesView } from '../../src/console/api.ts';
import type { DeviceIdentity } from '../../src/identity.ts';
import { aliasApiPath, callApi } from '../state/api-client.ts';
import { createReread } from '../state/reread.ts';
import { useConsole } from '../state/console-context.ts';
import { valuesOf } from './device-view-model.ts';
import { withLiveValues } from './series-model.ts';

/** When a fleet writes more than the stream carries, what is shown is read again, but not more often than this. */
const REREAD_MS = 2000;

/** The history of a resource, kept up to date. */
export function useSeries(device: DeviceIdentity, alias: string): SeriesView | undefined {
  const { live, notices } = useConsole();
  const [series, setSeries] = useState<SeriesView | undefined>(undefined);
  const path = aliasApiPath(device, alias);
  useEffect(() => {
    const ended = new AbortController();
    const read = async (): Promise<void> => {
      try {
        const next = await callApi<SeriesView>(path, { signal: ended.signal });
        if (!ended.signal.aborted) setSeries(next);
      } catch (error) {
        if (!ended.signal.aborted) notices.warn(error instanceof Error ? error.message : String(error));
      }
    };
    const reread = createReread(() => void read(), REREAD_MS);
    reread.request();
    const stop = live.onChange((change) => {
      if (change === undefined || change.hasMissedValues === true) reread.request();
      const values = valuesOf(change?.values, device).filter((value) => value.alias === alias);
      if (values.length > 0) setSeries((before) => (before === undefined ? before : withLiveValues(before, values)));
    });
    return () => {
      ended.abort();
      reread.stop();
      stop();
    };
  }, [path]);
  return series;
}
