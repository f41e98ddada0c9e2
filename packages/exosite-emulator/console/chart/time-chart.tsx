import { type VNode } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { formatNumber } from '../format/number.ts';
import { formatMoment } from '../format/moment.ts';
import { summarise } from '../device/series-model.ts';
import { ChartToolbar } from './chart-toolbar.tsx';
import { usePlot } from './use-plot.ts';
import { type TimeRange } from './zoom.ts';

/** Numbers over time. Drag over a part to zoom in; the buttons do the same for the keyboard. */
export function TimeChart(props: {
  readonly name: string;
  readonly columns: { readonly times: number[]; readonly numbers: (number | null)[] };
}): VNode {
  const { name, columns } = props;
  const { times, numbers } = columns;
  const place = useRef<HTMLDivElement>(null);
  /** Undefined: everything, and it grows with the data. */
  const [zoom, setZoom] = useState<TimeRange | undefined>(undefined);
  const [index, setIndex] = useState<number | undefined>(undefined);
  const whole = wholeRange(times);
  const range = zoom ?? whole;
  const data = useMemo((): [number[], (number | null)[]] => [times, numbers], [columns]);
  usePlot(place, {
    data,
    range,
    onCursor: (next) => {
      setIndex(next ?? undefined);
    },
    onRange: setZoom,
  });
  const summary = summarise(columns, range);
  const at = index === undefined ? undefined : times[index];
  const value = index === undefined ? undefined : numbers[index];
  return (
    <div class="time-chart">
      <ChartToolbar range={range} whole={whole} isZoomed={zoom !== undefined} onRange={setZoom} />
      <div class="plot" ref={place} role="img" aria-label={chartLabel(name, range, summary)} />
      <dl class="chart-facts">
        {at === undefined || value === undefined || value === null ? (
          <Fact name="Last" value={summary?.last} />
        ) : (
          <Fact name={formatMoment(at * 1000)} value={value} />
        )}
        <Fact name="Min" value={summary?.min} />
        <Fact name="Mean" value={summary?.mean} />
        <Fact name="Max" value={summary?.max} />
      </dl>
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: number | undefined }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value === undefined ? '–' : formatNumber(value)}</dd>
    </div>
  );
}

/** From the first to the last time; a single point stands in the middle of a minute. */
function wholeRange(times: readonly number[]): TimeRange {
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 0];
  return from === to ? { from: from - 30, to: to + 30 } : { from, to };
}

function chartLabel(name: string, { from, to }: TimeRange, summary: ReturnType<typeof summarise>): string {
  const time = `from ${formatMoment(from * 1000)} to ${formatMoment(to * 1000)}`;
  if (summary === undefined) return `Chart of ${name} ${time}: no values.`;
  const { count, min, max, last } = summary;
  return `Chart of ${name} ${time}: ${count} values between ${formatNumber(min)} and ${formatNumber(max)}, last ${formatNumber(last)}.`;
}
