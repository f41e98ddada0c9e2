import type { Fault } from '@gateway-engine/exosite-emulator';

/** What a package does when it is installed; `missing` is not there, `garbage` is no tarball. */
export type PackageKind = 'good' | 'program' | 'failing' | 'restart' | 'reboot' | 'garbage' | 'missing';

/** When the gateway loses power: now, or in the middle of what comes next. */
export type CutMoment = 'now' | { readonly afterRequests: number } | { readonly afterFileOperations: number };

/** What happens to a gateway. */
export type Happening =
  | { readonly kind: 'deploy'; readonly packages: readonly PackageKind[] }
  /** Somebody writes what is no command. */
  | { readonly kind: 'nonsense' }
  | { readonly kind: 'interval'; readonly seconds: number }
  | { readonly kind: 'outage'; readonly forMs: number }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'cut'; readonly at: CutMoment }
  /** The gateway's wall clock is off by this much from now on. */
  | { readonly kind: 'clockJump'; readonly offsetMs: number }
  | { readonly kind: 'diskFull'; readonly forMs: number }
  /** The platform takes the credential away, and lets the gateway activate again. */
  | { readonly kind: 'reenable' };

export type Event = Happening & { readonly atMs: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Where packages are fetched: a check-in does not go there. */
export const DOWNLOADS = '/provision/download';

const CHECK_INS = '/onep:v1';

const KINDS: readonly PackageKind[] = [
  'good',
  'good',
  'program',
  'program',
  'failing',
  'restart',
  'reboot',
  'garbage',
  'missing',
];
const INTERVALS_S = [900, 3600, 7200, 14_400] as const;
/** From 2024: right, an hour off, without a battery in 1970, far ahead. */
const OFFSETS_MS = [0, HOUR_MS, -54 * 365 * DAY_MS, 20 * 365 * DAY_MS] as const;

/** What happens on one day, in no order. */
export function planDay(day: number, random: () => number): readonly Event[] {
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T => {
    const picked = from[Math.floor(random() * from.length)];
    if (picked === undefined) throw new TypeError('nothing to pick from');
    return picked;
  };
  const within = (min: number, max: number): number => Math.round(min + random() * (max - min));
  const times = (happening: () => Happening, ...chances: readonly number[]): readonly Event[] =>
    chances
      .filter((chance) => random() < chance)
      .map(() => ({ ...happening(), atMs: day * DAY_MS + within(0, DAY_MS - 1) }));
  const cuts: readonly (() => CutMoment)[] = [
    () => 'now',
    () => ({ afterRequests: within(1, 6) }),
    () => ({ afterFileOperations: within(1, 120) }),
    () => ({ afterFileOperations: within(1, 120) }),
  ];
  const deploys = times(
    () => ({ kind: 'deploy', packages: Array.from({ length: within(1, 3) }, () => pick(KINDS)) }),
    1,
    0.7,
  );
  return [
    ...deploys,
    // The command, its clearing, its answer: each of these requests is to fail at some time.
    ...deploys
      .filter(() => random() < 0.4)
      .map(({ atMs }): Event => ({ kind: 'fault', fault: { ...planFault(pick, within), path: CHECK_INS }, atMs })),
    ...times(() => ({ kind: 'nonsense' }), 0.1),
    ...times(() => ({ kind: 'interval', seconds: pick(INTERVALS_S) }), 0.2),
    // Most outages are short; some last longer than anybody wants to wait.
    ...times(() => ({ kind: 'outage', forMs: within(MINUTE_MS, 2 * HOUR_MS) }), 0.5),
    ...times(() => ({ kind: 'outage', forMs: within(4 * HOUR_MS, 40 * HOUR_MS) }), 0.08),
    ...times(() => ({ kind: 'fault', fault: planFault(pick, within) }), 0.8, 0.8, 0.5),
    ...times(() => ({ kind: 'cut', at: pick(cuts)() }), 0.7, 0.5),
    ...times(() => ({ kind: 'clockJump', offsetMs: pick(OFFSETS_MS) }), 0.3),
    ...times(() => ({ kind: 'diskFull', forMs: within(MINUTE_MS, 8 * HOUR_MS) }), 0.25),
    ...times(() => ({ kind: 'reenable' }), 0.08),
  ];
}

function planFault(pick: <T>(from: readonly [T, ...T[]]) => T, within: (min: number, max: number) => number): Fault {
  const scope = {
    path: pick([CHECK_INS, CHECK_INS, DOWNLOADS]),
    count: within(1, 3),
    skip: within(0, 3),
  };
  return pick<() => Fault>([
    () => ({ kind: 'status', status: pick([401, 429, 500, 503]), ...scope }),
    // Handled, and the gateway does not hear of it: the hardest of all.
    () => ({ kind: 'reset', ...scope }),
    () => ({ kind: 'resetBefore', ...scope }),
    () => ({ kind: 'dropAfterBytes', afterBytes: within(0, 200), ...scope }),
    () => ({ kind: 'truncateBody', afterBytes: within(0, 20), ...scope }),
  ])();
}
