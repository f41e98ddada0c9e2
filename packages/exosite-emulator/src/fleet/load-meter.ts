import { type Traffic } from './types.ts';

/** Counts what goes over the wire. */
export interface LoadMeter {
  /** One request has come to its end. */
  count(request: { readonly isFailed: boolean; readonly bytesSent: number; readonly bytesReceived: number }): void;
  total(): Traffic;
}

/** A meter at zero. A request counts in the second in which it ends. */
export function createLoadMeter(now: () => number): LoadMeter {
  let [requests, failedRequests, bytesSent, bytesReceived] = [0, 0, 0, 0];
  let [second, inSecond, peak] = [0, 0, 0];
  return {
    count(request) {
      requests += 1;
      if (request.isFailed) failedRequests += 1;
      bytesSent += request.bytesSent;
      bytesReceived += request.bytesReceived;
      const current = Math.floor(now() / 1000);
      inSecond = current === second ? inSecond + 1 : 1;
      second = current;
      peak = Math.max(peak, inSecond);
    },
    total: () => ({ requests, failedRequests, bytesSent, bytesReceived, peakRequestsPerSecond: peak }),
  };
}
