import { type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault } from '../faults/fault.ts';

/** How a body is cut into pieces. */
export interface Pace {
  readonly chunkBytes: number;
  /** Pause before each piece. */
  readonly pauseMs: number;
}

/** Pieces of a body on a slow line. */
const PIECES_PER_SECOND = 10;

/** The pace that a fault asks for, if it asks for one. */
export function paceOf(fault: Fault | undefined): Pace | undefined {
  if (fault?.kind === 'slowBody') return fault;
  if (fault?.kind !== 'bandwidth') return undefined;
  const pieces = Math.min(PIECES_PER_SECOND, fault.bytesPerSecond);
  return { chunkBytes: Math.round(fault.bytesPerSecond / pieces), pauseMs: 1000 / pieces };
}

/** Sends the head at once and the body in pieces. */
export async function sendSlowly(
  response: ServerResponse,
  body: Buffer,
  { chunkBytes, pauseMs }: Pace,
  signal: AbortSignal,
): Promise<void> {
  response.flushHeaders();
  for (let start = 0; start < body.length; start += chunkBytes) {
    await pause(pauseMs, signal);
    if (signal.aborted) return;
    response.write(body.subarray(start, start + chunkBytes));
  }
  response.end();
}

/** Waits, or stops waiting when the client has gone. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
