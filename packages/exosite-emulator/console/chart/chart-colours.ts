/** The colours of a chart, as a canvas takes them. */
export interface ChartColours {
  readonly line: string;
  readonly fill: string;
  readonly grid: string;
  readonly text: string;
}

/** Reads the colours of the theme where the chart stands. A canvas does not understand custom properties itself. */
export function readChartColours(place: HTMLElement): ChartColours {
  const probe = document.createElement('span');
  place.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    line: read('--chart-line'),
    fill: read('--chart-fill'),
    grid: read('--chart-grid'),
    text: read('--muted'),
  };
  probe.remove();
  return colours;
}
