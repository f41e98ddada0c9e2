import { type VNode } from 'preact';
import { Icon, type IconName } from '../controls/icon.tsx';
import { latest, panned, zoomed, type TimeRange } from './zoom.ts';

const SPANS = [
  [300, '5 min'],
  [3600, '1 h'],
  [86_400, '24 h'],
  [7 * 86_400, '7 d'],
] as const;

/** Zooming without a mouse. */
export function ChartToolbar(props: {
  readonly range: TimeRange;
  readonly whole: TimeRange;
  readonly isZoomed: boolean;
  readonly onRange: (range: TimeRange | undefined) => void;
}): VNode {
  const { range, whole, isZoomed, onRange } = props;
  const useful = SPANS.filter(([seconds]) => seconds < whole.to - whole.from);
  const set = (next: TimeRange | undefined): (() => void) => {
    return () => {
      onRange(next);
    };
  };
  const tools: readonly (readonly [IconName, string, TimeRange])[] = [
    ['left', 'Earlier', panned(range, whole, -0.5)],
    ['right', 'Later', panned(range, whole, 0.5)],
    ['zoomIn', 'Zoom in', zoomed(range, whole, 0.5)],
    ['zoomOut', 'Zoom out', zoomed(range, whole, 2)],
  ];
  return (
    <div class="chart-toolbar" role="group" aria-label="Part of the chart">
      {useful.map(([seconds, text]) => (
        <button key={text} type="button" class="button small quiet" onClick={set(latest(whole, seconds))}>
          {text}
        </button>
      ))}
      <button type="button" class="button small quiet" aria-pressed={!isZoomed} onClick={set(undefined)}>
        All
      </button>
      <span class="grow" />
      {tools.map(([icon, text, next]) => (
        <button key={text} type="button" class="icon-button" aria-label={text} title={text} onClick={set(next)}>
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}
