import { type RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import UPlot, { type AlignedData } from 'uplot';
import { onColourChange } from '../theme/theme.ts';
import { readChartColours } from './chart-colours.ts';
import { CHART_HEIGHT, chartOptions } from './chart-options.ts';
import { type TimeRange } from './zoom.ts';

/** What a plot shows, and whom it tells. */
export interface PlotInput {
  readonly data: AlignedData;
  readonly range: TimeRange;
  readonly onCursor: (index: number | null | undefined) => void;
  /** Called when somebody has dragged over a part of the plot. */
  readonly onRange: (range: TimeRange) => void;
}

/** Draws a plot into `place` and keeps it up to date. */
export function usePlot(place: RefObject<HTMLDivElement | null>, input: PlotInput): void {
  const plot = useRef<UPlot | undefined>(undefined);
  const latest = useRef(input);
  latest.current = input;

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const draw = (): void => {
      plot.current?.destroy();
      const width = Math.max(200, element.clientWidth);
      const { data, range } = latest.current;
      const options = chartOptions(
        width,
        readChartColours(element),
        (index) => {
          latest.current.onCursor(index);
        },
        (from, to) => {
          // uPlot tells of our own ranges too.
          const { range: known } = latest.current;
          if (from !== known.from || to !== known.to) latest.current.onRange({ from, to });
        },
      );
      plot.current = new UPlot(options, data, element);
      showRange(plot.current, range);
    };
    draw();
    const resize = new ResizeObserver(() => {
      plot.current?.setSize({ width: Math.max(200, element.clientWidth), height: CHART_HEIGHT });
    });
    resize.observe(element);
    const stop = onColourChange(draw);
    return () => {
      stop();
      resize.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, []);

  useEffect(() => {
    plot.current?.setData(input.data, false);
    if (plot.current !== undefined) showRange(plot.current, input.range);
  }, [input.data, input.range.from, input.range.to]);
}

function showRange(plot: UPlot, { from, to }: TimeRange): void {
  plot.setScale('x', { min: from, max: to });
}
