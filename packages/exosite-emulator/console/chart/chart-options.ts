import { type Options } from 'uplot';
import { formatNumber } from '../format/number.ts';
import { type ChartColours } from './chart-colours.ts';

/** Height of the plot with its axes in CSS pixels. */
export const CHART_HEIGHT = 300;

const DAY = '\n{YYYY}-{MM}-{DD}';

/**
 * Labels of the time axis, 24 hours. A row as uPlot wants it: from which step in seconds, the label, and what is added to
 * it at a new year, a new month and a new day.
 */
const TIMES: (string | number | null)[][] = [
  [365 * 86_400, '{YYYY}', null, null, null, null, null, null, 1],
  [28 * 86_400, '{YYYY}-{MM}', null, null, null, null, null, null, 1],
  [86_400, '{MM}-{DD}', '\n{YYYY}', null, null, null, null, null, 1],
  [60, '{HH}:{mm}', DAY, null, DAY, null, null, null, 1],
  [1, '{HH}:{mm}:{ss}', DAY, null, DAY, null, null, null, 1],
];

const FONT = '12px system-ui, sans-serif';

/** How uPlot draws one series of numbers over time. */
export function chartOptions(
  width: number,
  colours: ChartColours,
  onCursor: (index: number | null | undefined) => void,
  onRange: (from: number, to: number) => void,
): Options {
  const axis = { stroke: colours.text, font: FONT, grid: { stroke: colours.grid, width: 1 }, ticks: { show: false } };
  return {
    width,
    height: CHART_HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { size: 8 }, drag: { x: true, y: false, dist: 5 } },
    scales: {
      x: { time: true },
      y: { range: { min: { pad: 0.1, soft: 0, mode: 0 }, max: { pad: 0.1, soft: 0, mode: 0 } } },
    },
    axes: [
      { ...axis, space: 80, values: TIMES },
      { ...axis, size: 60, values: (_chart, ticks) => ticks.map(formatNumber) },
    ],
    series: [
      {},
      {
        stroke: colours.line,
        fill: colours.fill,
        width: 1.75,
        spanGaps: false,
        points: { size: 5, fill: colours.line },
      },
    ],
    hooks: {
      setCursor: [
        ({ cursor }) => {
          onCursor(cursor.idx);
        },
      ],
      setScale: [
        ({ scales }, key) => {
          const { min, max } = scales['x'] ?? {};
          if (key === 'x' && min !== undefined && max !== undefined) onRange(min, max);
        },
      ],
    },
  };
}
