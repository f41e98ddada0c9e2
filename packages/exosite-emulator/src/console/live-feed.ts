import { type ServerResponse } from 'node:http';
import { requestFailed } from '../channels.ts';
import { type RequestEntry } from '../http/request-log.ts';
import { type Change, type Snapshot } from './api.ts';
import { type DeploymentTracker } from './deployment-tracker.ts';
import { formatEvent, HEARTBEAT, RETRY_HINT } from './event-stream.ts';
import { type ConsoleHost } from './host.ts';
import { diffLiveState, readLiveState, type LiveState } from './live-state.ts';
import { createLiveValues } from './live-values.ts';

/** Changes are gathered this long: ten screens a second are live enough, and a fleet makes thousands of them. */
const GATHER_MS = 100;
/** A sign of life, and the time after which a status that only time changes is seen. */
const HEARTBEAT_MS = 10_000;
/** Open streams; one browser tab has one. */
const MAX_STREAMS = 32;
/** A tab that has so much unread is cut off; it comes back by itself and starts afresh. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;
/** Requests in one event; the log holds no more. */
const MAX_REQUESTS = 1000;

/** Sends what happens to every open page. */
export interface LiveFeed {
  /** Sends all there is, then every change. Resolves when the page has gone. False if there are too many pages. */
  open(response: ServerResponse): false | Promise<void>;
  stop(): void;
}

/** Starts to listen to the platform. Costs next to nothing while no page is open. */
export function createLiveFeed(host: ConsoleHost, deployments: DeploymentTracker): LiveFeed {
  const { platform, network } = host;
  const streams = new Set<ServerResponse>();
  const values = createLiveValues();
  let requests: RequestEntry[] = [];
  let sent: LiveState | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

  function broadcast(text: string): void {
    for (const stream of streams) {
      if (stream.writableLength > MAX_UNREAD_BYTES) stream.destroy();
      else stream.write(text);
    }
  }

  function flush(): void {
    clearTimeout(gathering);
    gathering = undefined;
    if (sent === undefined) return;
    const state = readLiveState(host);
    const moved = deployments.takeChanges();
    const parts = {
      ...diffLiveState(sent, state),
      ...(requests.length === 0 ? {} : { requests }),
      ...(moved.length === 0 ? {} : { deployments: moved }),
      ...values.take(),
    };
    sent = state;
    requests = [];
    if (Object.keys(parts).length === 0) return;
    const change: Change = { nowMs: platform.now(), ...parts };
    broadcast(formatEvent('change', change));
  }

  /** A flush that runs by itself: a file that cannot be read must not end the process. */
  function flushSafely(): void {
    try {
      flush();
    } catch (error) {
      if (requestFailed.hasSubscribers) requestFailed.publish({ error, path: '/api/events' });
    }
  }

  function gather(): void {
    if (streams.size > 0) gathering ??= setTimeout(flushSafely, GATHER_MS);
  }

  function begin(): LiveState {
    const state = readLiveState(host);
    sent = state;
    heartbeat ??= setInterval(() => {
      flushSafely();
      broadcast(HEARTBEAT);
    }, HEARTBEAT_MS);
    return state;
  }

  function end(stream: ServerResponse): void {
    streams.delete(stream);
    if (streams.size > 0) return;
    clearTimeout(gathering);
    clearInterval(heartbeat);
    [gathering, heartbeat, sent, requests] = [undefined, undefined, undefined, []];
    values.take();
  }

  function snapshot(state: LiveState): Snapshot {
    return {
      ...state,
      platformUrl: network.url(),
      nowMs: platform.now(),
      requests: platform.requests.entries(),
      deployments: deployments.all(),
    };
  }

  const stopListening = [
    platform.values.onWrite((event) => {
      if (streams.size > 0) values.add(event, platform.now());
      gather();
    }),
    platform.requests.onRequest((entry) => {
      if (streams.size > 0) requests.push(entry);
      if (requests.length > MAX_REQUESTS) requests.shift();
      gather();
    }),
    platform.changes.add(gather),
  ];

  return {
    open(response) {
      if (streams.size >= MAX_STREAMS) return false;
      // What the others have not heard yet is in the snapshot: told to them first, it is told nobody twice.
      flush();
      const state = begin();
      const { promise, resolve } = Promise.withResolvers<undefined>();
      response.once('close', () => {
        end(response);
        resolve(undefined);
      });
      response.write(RETRY_HINT + formatEvent('snapshot', snapshot(state)));
      streams.add(response);
      return promise;
    },
    stop() {
      for (const stop of stopListening) stop();
      for (const stream of streams) stream.destroy();
    },
  };
}
