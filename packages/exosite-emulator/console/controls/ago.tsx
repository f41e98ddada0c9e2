import { type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatAgo } from '../format/duration.ts';
import { formatMoment } from '../format/moment.ts';
import { useLive } from '../state/console-context.ts';

const REDRAW_MS = 1000;

/** How long ago something was by the platform's clock; counts on. */
export function Ago({ seconds }: { readonly seconds: number }): VNode {
  const { clockOffsetMs } = useLive();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNowMs(Date.now());
    }, REDRAW_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const epochMs = seconds * 1000;
  return (
    <time dateTime={new Date(epochMs).toISOString()} title={formatMoment(epochMs)}>
      {formatAgo((nowMs + clockOffsetMs - epochMs) / 1000)}
    </time>
  );
}
