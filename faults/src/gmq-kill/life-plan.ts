import { FAULT_POINTS, type FaultPoint } from './fault-points.ts';

/** How a life of the gateway goes: on a disk that looks slow or not, and to which end. */
export type LifePlan = LifeEnd & { readonly slow: boolean };

/** How a life of the gateway ends. */
export type LifeEnd =
  /** From outside, so long after it was started: while it opens its file, most likely. */
  | { readonly kind: 'opening'; readonly afterMs: number }
  /** From outside, so long after it began to take values. */
  | { readonly kind: 'serving'; readonly afterMs: number }
  /** By itself, the nth time it gets to a point. */
  | { readonly kind: 'point'; readonly point: FaultPoint; readonly after: number }
  /** By strace, at its nth call of this kind: in the middle of SQLite's commit. */
  | { readonly kind: 'systemCall'; readonly call: 'pwrite64' | 'fdatasync' | 'fsync'; readonly after: number };

const CALLS = ['pwrite64', 'fdatasync', 'fdatasync', 'fsync'] as const;

/** Draws the end of the next life. Points come in turn with `number`, so that few lives see all of them. */
export function planLife(random: () => number, number: number, withStrace: boolean): LifePlan {
  const slow = random() < 0.5;
  const end = planEnd(random, number, withStrace);
  // Only a slow disk is synced aside.
  return { ...end, slow: slow || (end.kind === 'point' && end.point === 'syncing') };
}

function planEnd(random: () => number, number: number, withStrace: boolean): LifeEnd {
  const draw = random();
  if (draw < 0.5) {
    const point = FAULT_POINTS[number % FAULT_POINTS.length] ?? 'committing';
    return { kind: 'point', point, after: 1 + Math.floor(random() * 8) };
  }
  if (draw < 0.6 && withStrace) {
    const call = CALLS[Math.floor(random() * CALLS.length)] ?? 'pwrite64';
    return { kind: 'systemCall', call, after: 1 + Math.floor(random() * (call === 'fsync' ? 4 : 60)) };
  }
  if (draw < 0.7) return { kind: 'opening', afterMs: random() * 400 };
  return { kind: 'serving', afterMs: random() * 80 };
}

/** Names it, for counting. */
export function formatPlan(plan: LifeEnd): string {
  if (plan.kind === 'point') return plan.point;
  return plan.kind === 'systemCall' ? plan.call : plan.kind;
}
