const STEPS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** A duration for people, in its two largest units. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const index = STEPS.findIndex(([size]) => whole >= size);
  const [size, name] = STEPS[index] ?? [60, 'min'];
  const [nextSize, nextName] = STEPS[index + 1] ?? [1, 's'];
  const rest = Math.floor((whole % size) / nextSize);
  return rest === 0 ? `${Math.floor(whole / size)} ${name}` : `${Math.floor(whole / size)} ${name} ${rest} ${nextName}`;
}

/** How long ago something was; a clock that is slightly ahead is now. */
export function formatAgo(seconds: number): string {
  if (seconds < 5) return 'just now';
  const index = STEPS.findIndex(([size]) => seconds >= size);
  const [size, name] = STEPS[index] ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${name} ago`;
}

/** Milliseconds of a request. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 10_000) return formatDuration(milliseconds / 1000);
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}
