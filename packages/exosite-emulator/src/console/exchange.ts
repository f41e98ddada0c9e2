import { type ConsoleHost } from './host.ts';
import { type ArrivalLedger } from './arrival-ledger.ts';
import { type DeploymentTracker } from './deployment-tracker.ts';

/** What a route of the console gets. */
export interface ConsoleCall {
  readonly host: ConsoleHost;
  readonly deployments: DeploymentTracker;
  readonly arrivals: ArrivalLedger;
  /** Decoded `:name` segments of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a route answers. */
export interface ConsoleAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One endpoint of the console. A TypeError of its handler is the caller's fault and becomes a 400. */
export interface ConsoleRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Segments that begin with `:` are parameters. */
  readonly path: string;
  /** The body may be as large as a content blob. */
  readonly takesContent?: boolean;
  handle(call: ConsoleCall): ConsoleAnswer | Promise<ConsoleAnswer>;
}

/** An answer with a JSON body. */
export function json(body: unknown, status = 200): ConsoleAnswer {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

/** Done; the page hears of the change from its stream. */
export const DONE: ConsoleAnswer = Object.freeze({ status: 204, headers: {}, body: '' });

/** A refusal that says why. */
export function refuse(status: number, error: string): ConsoleAnswer {
  return json({ error }, status);
}
