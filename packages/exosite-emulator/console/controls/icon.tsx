import { type VNode } from 'preact';

/** Outlines on a grid of 24, drawn in the colour of the text. */
const PATHS = {
  brand: 'M2 13h4l3-8 5 14 3-9 1.5 3H22',
  devices: 'M5 4h14v6H5zM5 14h14v6H5zM8 7h.01M8 17h.01',
  content: 'M21 8l-9-5-9 5v8l9 5 9-5zM3 8l9 5 9-5M12 13v8',
  requests: 'M4 6h16M4 12h10M4 18h13M18 10l2 2-2 2',
  delivery: 'M3 17l4-6 3 3 3-6M17 11l4-5M3 21h18',
  faults: 'M12 3l9.5 17h-19zM12 10v4M12 17h.01',
  system: 'M4 5h16v11H4zM9 20h6M12 16v4',
  light:
    'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M5 19l1.5-1.5M17.5 6.5L19 5',
  dark: 'M20 14A8 8 0 1110 4a6.5 6.5 0 0010 10z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  add: 'M12 5v14M5 12h14',
  upload: 'M12 16V4M7 9l5-5 5 5M4 20h16',
  download: 'M12 4v12M7 11l5 5 5-5M4 20h16',
  deploy: 'M5 19c0-6 4-13 14-14-1 10-8 14-14 14zM9 15l-4-1 3-4 3-1M14 9.5h.01',
  zoomIn: 'M11 4a7 7 0 100 14 7 7 0 000-14zM20 20l-4-4M8 11h6M11 8v6',
  zoomOut: 'M11 4a7 7 0 100 14 7 7 0 000-14zM20 20l-4-4M8 11h6',
  left: 'M14 6l-6 6 6 6',
  right: 'M10 6l6 6-6 6',
} as const;

/** Name of an icon. */
export type IconName = keyof typeof PATHS;

/** A picture beside a text; screen readers pass over it. */
export function Icon({ name }: { readonly name: IconName }): VNode {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
