import { expect, test } from 'vitest';
import { parseWrk } from '../../src/gmq-ingest/wrk.ts';

const PRINTED = `Running 1s test @ http://127.0.0.1:33333/onep:v1/stack/alias
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.08ms  320.14us   8.42ms   93.33%
    Req/Sec    29.81k     1.20k   31.50k    80.00%
  Latency Distribution
     50%    1.02ms
     75%    1.11ms
     90%    1.24ms
     99%  950.00us
  29668 requests in 1.00s, 2.57MB read
Requests/sec:  29612.70
Transfer/sec:      2.57MB
`;

test('reads rate and p99 in milliseconds, whatever the unit', () => {
  const { requestsPerSecond, p99Ms, failures } = parseWrk(PRINTED);
  expect([requestsPerSecond, failures]).toEqual([29612.7, 0]);
  expect(p99Ms).toBeCloseTo(0.95);
  expect(parseWrk(PRINTED.replace('950.00us', '1.20s')).p99Ms).toBe(1200);
});

test('counts what failed', () => {
  const failing = `${PRINTED}  Socket errors: connect 1, read 2, write 0, timeout 3\n  Non-2xx or 3xx responses: 10\n`;
  expect(parseWrk(failing).failures).toBe(16);
});

test('does not take anything else for a result', () => {
  expect(() => parseWrk('unable to connect to 127.0.0.1:1 Connection refused')).toThrow('no result');
});
